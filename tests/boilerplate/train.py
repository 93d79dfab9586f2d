"""Grows src/boilerplate/layout/trees.txt on the labelled pages of this folder. Run by hand, never by the build.

    pip install scikit-learn
    cargo test --test pages dump -- --ignored --nocapture | python3 tests/boilerplate/train.py

Gradient-boosted trees over the answers that `boilerplate::layout` gives for each line of `pages` and of every second
file of `clean`, each line that is article weighing more the longer it is: to lose a paragraph is worse than to keep a
menu. Prints how well they do on pages that they were not grown on: `pages` by cross-validation over whole pages, and
`held_out`, of which nothing but these figures is looked at. With an argument, prints what is wrong in `pages` too.
"""

import collections, json, math, pathlib, sys
import numpy
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.model_selection import GroupKFold

TREES, LEAVES, RATE, LEAST, HELD = 300, 10, 0.08, 12, 4.0  # how many, how large, how fast, lines in a leaf, L2
BIAS, SCALE, BEGIN, INSET, BACK, END = 1.0, 1.2, 0.05, 0.06, 0.4, 0.02  # as in layout/mod.rs

pages = collections.OrderedDict()
for line in sys.stdin:
    if line.startswith("DUMP "):
        row = json.loads(line[5:])
        if row["text"].strip():
            pages.setdefault((row["set"], row["page"]), []).append(row)


def weight(row):
    return 1 + min(row["shape"][0], 120) / 12 if row["kept"] else 1


class Model:
    def __init__(self, keys):
        rows = [row for key in keys for row in pages[key]]
        self.grown = HistGradientBoostingClassifier(
            max_iter=TREES, max_leaf_nodes=LEAVES, learning_rate=RATE, min_samples_leaf=LEAST, l2_regularization=HELD,
            early_stopping=False, random_state=0)
        weights = [weight(row) for row in rows]
        self.grown.fit(self.matrix(rows), [not row["kept"] for row in rows], sample_weight=weights)

    def matrix(self, rows):
        return numpy.array([list(row["answers"].values()) for row in rows])

    def sums(self, key):
        return self.grown.decision_function(self.matrix(pages[key]))

    def table(self):
        names = list(next(iter(pages.values()))[0]["answers"])
        yield f"base {float(self.grown._baseline_prediction.ravel()[0]):.3f}"
        for (tree,) in self.grown._predictors:
            yield " ".join(self.words(tree.nodes, 0, names))

    def words(self, nodes, at, names):
        node = nodes[at]
        if node["is_leaf"]:
            yield f"={node['value']:.3f}"
        else:
            yield f"{names[node['feature_idx']]}<{node['num_threshold']:.6g}"
            yield from self.words(nodes, node["left"], names)
            yield from self.words(nodes, node["right"], names)


def likeliest(sums):
    chances = numpy.array([[1 - BEGIN, BEGIN, 0, 0], [0, 1 - INSET - END, INSET, END], [0, BACK, 1 - BACK, 0], [0, 0, 0, 1]])
    costs = numpy.log(chances + 1e-12)
    own = lambda outside: SCALE * (outside - BIAS) * numpy.array([1, 0, 1, 1])
    best, came = numpy.log([0.7, 0.3, math.exp(-12), math.exp(-12)]) + own(sums[0]), []
    for outside in sums[1:]:
        way = best[:, None] + costs
        came.append(way.argmax(0))
        best = way.max(0) + own(outside)
    state = int(best.argmax())
    states = [state]
    for origin in reversed(came):
        state = origin[state]
        states.append(state)
    return [state != 1 for state in reversed(states)]


def report(name, keys, sums):
    hits = collections.Counter()
    lost = body = 0
    for key in keys:
        for row, outside, total in zip(pages[key], likeliest(sums[key]), sums[key]):
            removed = row["found"] not in (None, "page-line") or (outside and total > 0)
            hits[row["kept"], removed] += 1
            body += len(row["text"]) * row["kept"]
            lost += len(row["text"]) * (row["kept"] and removed)
    f1 = lambda hit, one, other: 2 * hit / max(1, 2 * hit + one + other)
    wrong, left = hits[True, True], hits[False, False]
    print(f"{name}: removed F1 {f1(hits[False, True], wrong, left):.3f}, kept F1 {f1(hits[True, False], wrong, left):.3f}"
          f" ({wrong} lines lost, {left} left), body characters lost {lost / max(1, body):.4f}", file=sys.stderr)
    return hits


train = [key for key in pages if key[0] in ("train", "cleantrain")]
sums = {}
for fit, rest in GroupKFold(8).split(train, groups=range(len(train))):
    model = Model([train[i] for i in fit])
    sums.update({train[i]: model.sums(train[i]) for i in rest})
for name in sorted({key[1][-1] for key in train if key[0] == "train"}):
    report(f"round {name}, across", [key for key in train if key[0] == "train" and key[1].endswith("-" + name)], sums)
report("pages, across", [key for key in train if key[0] == "train"], sums)
report("clean articles, across", [key for key in train if key[0] == "cleantrain"], sums)
if len(sys.argv) > 1:
    for key in train:
        for row, outside, total in zip(pages[key], likeliest(sums[key]), sums[key]):
            removed = row["found"] not in (None, "page-line") or (outside and total > 0)
            if removed == row["kept"]:
                print("lost" if removed else "left", f"{total:.1f}", key[1], row["class"], row["found"], row["text"][:80])
model = Model(train)
sums = {key: model.sums(key) for key in pages}
report("held out", [key for key in pages if key[0] == "test"], sums)
report("clean articles, held out", [key for key in pages if key[0] == "cleantest"], sums)
with open(pathlib.Path(__file__).parents[2] / "src/boilerplate/layout/trees.txt", "w") as out:
    out.write("# Made by tests/boilerplate/train.py from the labelled pages beside it; read by trees.rs.\n")
    out.writelines(line + "\n" for line in model.table())
