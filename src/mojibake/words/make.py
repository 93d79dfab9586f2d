"""Makes words.txt and bigrams.txt, from which src/build.rs makes the tables. Run by hand, never by the build.

    pip download --no-deps jionlp==1.5.31 jieba==0.42.1
    apt-get download liblucene8-java            # Debian 12: lucene-analyzers-smartcn-8.7.0.jar
    # unpack all three (zip, tar.gz, dpkg -x) and then, with the OUT_DIR of a build for han.bin:
    python3 make.py word_distribution.json dict.txt lucene-analyzers-smartcn-8.7.0.jar han.bin

Sources, and what is taken from each (counts only, no text):
- jionlp 1.5.31, Apache-2.0: `dictionary/word_distribution.zip`, 193,000 words counted in 4.8 billion (web, to 2021).
- Apache Lucene smartcn, Apache-2.0: the ICTCLAS 1.0 dictionary, given to Lucene under that licence: 85,600 words and
  328,856 pairs of neighbouring words, counted in 7.9 million (newspapers of the 1990s; pairs seen three times or more).
  Lucene keeps the pairs as hashes of "a@b" only; they are found again here by trying all pairs of its words.
- jieba 0.42.1, MIT: `dict.txt`, for the words that the others lack.
"""

import collections, json, re, struct, sys, zipfile
import numpy

HAN = re.compile("[\u3400-\u9fff]+")
JIONLP, LUCENE, JIEBA = 0.70, 0.25, 0.05  # weights of the three: news of today, then newspapers, then completeness
LONGEST = 5  # characters in a word
LEAST = 20  # share of running text in 1e-10 for a word to be kept, about two occurrences in jieba's count
SPECIAL = {"未##数": "0", "未##时": "T", "未##串": "A", "始##始": "。"}  # number, time, letters; start as after a stop

GB2312 = str.maketrans("―・", "—·")  # as GBK has them


def java_arrays(data):
    """The arrays of primitives in a Java serialisation stream."""
    position, handles = 4, []

    def take(code, size):
        nonlocal position
        position += size
        return struct.unpack_from(">" + code, data, position - size)[0]

    def handle():
        return handles[take("I", 4) - 0x7E0000]

    def description():
        nonlocal position
        tag = take("B", 1)
        if tag != 0x72:
            return None if tag == 0x70 else handle()
        length = take("H", 2)
        name = data[position : position + length].decode()
        position += length + 8 + 1 + 2 + 1  # serial version, flags, no fields, end of annotations
        handles.append(name)
        description()
        return name

    def value():
        nonlocal position
        tag = take("B", 1)
        if tag != 0x75:
            return None if tag == 0x70 else handle()
        kind = description()[1]
        slot = len(handles)
        handles.append(None)
        length = take("I", 4)
        if kind in "[L":
            handles[slot] = [value() for _ in range(length)]
        else:
            code, size = {"C": ("H", 2), "S": ("h", 2), "I": ("i", 4), "J": ("q", 8)}[kind]
            handles[slot] = struct.unpack_from(f">{length}{code}", data, position)
            position += length * size
        return handles[slot]

    while position < len(data):
        yield value()


def lucene(path):
    """Words with counts, and pairs of words with counts."""
    jar = zipfile.ZipFile(path)
    read = lambda name: list(java_arrays(jar.read(f"org/apache/lucene/analysis/cn/smart/hhmm/{name}")))
    _, _, tails, counts = read("coredict.mem")
    words = collections.Counter()
    for index, (rest, numbers) in enumerate(zip(tails, counts)):
        first = bytes([index // 94 + 161, index % 94 + 161]).decode("gb2312", "replace")
        for tail, number in zip(rest or (), numbers or ()):
            words[first + "".join(map(chr, tail or ()))] += number
    hashes, numbers = read("bigramdict.mem")
    return words, pairs(sorted(words), {h % 2**64: n for h, n in zip(hashes, numbers) if h})


def pairs(words, wanted):
    """Undoes the hashes: BigramDictionary.hash1 of Lucene, tried on every word after every word."""
    prime, mask = numpy.uint64(1099511628211), (1 << 24) - 1
    maybe = numpy.zeros(mask + 1, bool)
    maybe[[h & mask for h in wanted]] = True
    longest = max(map(len, words))
    columns = []  # for each place: which words reach it, low and high byte there
    for place in range(longest):
        rows = numpy.array([i for i, w in enumerate(words) if len(w) > place])
        codes = numpy.array([ord(words[i][place]) for i in rows], numpy.uint64)
        columns.append((rows, codes & numpy.uint64(255), codes >> numpy.uint64(8)))
    found = {}
    for first in words:
        state = 0xCBF29CE484222325
        for c in first + "@":
            state = ((state ^ ord(c) & 255) * int(prime)) % 2**64
            state = ((state ^ ord(c) >> 8) * int(prime)) % 2**64
        states = numpy.full(len(words), state, numpy.uint64)
        for rows, low, high in columns:
            states[rows] = (((states[rows] ^ low) * prime) ^ high) * prime
        for i in numpy.flatnonzero(maybe[states & numpy.uint64(mask)]):
            if number := wanted.get(int(states[i])):
                found[first, words[i]] = number
    assert len(found) == len(wanted), (len(found), len(wanted))
    return found


def main(jionlp_path, jieba_path, lucene_path, han_path):
    han = open(han_path, "rb").read()

    def fold(word):
        at = lambda c: (ord(c) - 0x3400) * 5
        simple = lambda c: chr(han[at(c)] | han[at(c) + 1] << 8) if 0 <= at(c) < len(han) else c
        return SPECIAL.get(word) or "".join(map(simple, word)).translate(GB2312)

    web, papers, rest = collections.Counter(), collections.Counter(), collections.Counter()
    for line in open(jionlp_path, encoding="utf-8"):
        if line.strip():
            word, number = json.loads(line)
            if HAN.fullmatch(word):
                web[fold(word)] += number
    for line in open(jieba_path, encoding="utf-8"):
        word, number = line.split()[:2]
        if HAN.fullmatch(word):
            rest[fold(word)] += int(number)
    words, couples = lucene(lucene_path)
    for word, number in words.items():
        papers[fold(word)] += number
    known = lambda word: "#" not in word and "\ufffd" not in word and 0 < len(word) <= LONGEST
    totals = [sum(source.values()) for source in (web, papers, rest)]
    with open("words.txt", "w", encoding="utf-8") as out:
        out.write("# Words and their share of running text in 1e-10. Made by make.py; sources and licences there.\n")
        for word in sorted(filter(known, web | papers | rest)):
            weights = (JIONLP * web[word], LUCENE * papers[word], JIEBA * rest[word])
            share = round(1e10 * sum(w / t for w, t in zip(weights, totals)))
            if share >= LEAST:
                out.write(f"{word} {share}\n")
    following = collections.defaultdict(collections.Counter)
    for (first, second), number in couples.items():
        if known(first := fold(first)) and known(second := fold(second)):
            following[first][second] += number
    with open("bigrams.txt", "w", encoding="utf-8") as out:
        out.write("# Word, its count, and after each tab a word that follows it, its count. Made by make.py, as words.txt.\n")
        for first, seconds in sorted(following.items()):
            total = max(papers[first], sum(seconds.values()))
            out.write(f"{first} {total}" + "".join(f"\t{w} {n}" for w, n in sorted(seconds.items())) + "\n")


main(*sys.argv[1:])
