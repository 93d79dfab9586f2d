"""Makes name_characters.txt, by which names are told from words. Run by hand, never by the build.

    pip download --no-deps --no-binary :all: ngender==0.1.1 jieba==0.42.1      # unpack both
    python3 make_names.py charfreq.csv dict.txt ../outline/lexicon.txt > name_characters.txt

Sources, and what is taken from each (counts only):
- ngender 0.1.1, MIT: `charfreq.csv`, how often each character stands in given names, of 32 million characters.
- jieba 0.42.1, MIT: `dict.txt`, how many of its 46,000 names of people each family name has.
"""

import collections, csv, math, sys

LEAST = 100  # occurrences of a character in given names; those that have fewer cost more than all that are written down


def rows(costs):
    """Characters by their cost in tenths of a nat."""
    by_cost = collections.defaultdict(list)
    for character, cost in costs.items():
        by_cost[round(10 * cost)].append(character)
    for cost in sorted(by_cost):
        print(cost, "".join(sorted(by_cost[cost])))


freq, words, lexicon = sys.argv[1:]
given = {row["char"]: int(row["male"]) + int(row["female"]) for row in csv.DictReader(open(freq, encoding="utf-8"))}
total = sum(given.values())

section, single = "", set()
for line in map(str.strip, open(lexicon, encoding="utf-8")):
    if line.startswith("["):
        section = line
    elif section == "[surnames]" and not line.startswith("#"):
        single.update("".join(line.split()))

family = collections.Counter(single)  # each once, so that none costs without end
for line in open(words, encoding="utf-8"):
    word, _, kind = line.split()
    if kind == "nr" and word[0] in single and 2 <= len(word) <= 3:
        family[word[0]] += 1

print("# What a character costs in a name, in tenths of a nat. Made by make_names.py, from ngender (MIT) and jieba (MIT).")
print("[family]")
rows({name: -math.log(count / sum(family.values())) for name, count in family.items()})
print("[given]")
rows({c: -math.log(count / total) for c, count in given.items() if count >= LEAST})
