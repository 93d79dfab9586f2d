"""Makes src/boilerplate/layout/trees.txt and grams.txt from the labelled pages of this folder. Run by hand, never by
the build.

    pip install scikit-learn
    cargo test --test pages dump -- --ignored --nocapture | python3 tests/boilerplate/train.py

Gradient-boosted trees over the answers that `boilerplate::layout` gives for each line of `pages` and of every second
file of `clean`, each line that is article weighing more the longer it is: to lose a paragraph is worse than to keep a
menu. What the characters of a line say is one of the answers: weights of characters and pairs by logistic regression,
for the trees always found on other pages than those that they are asked on. Prints how well they do on pages that they were not grown on: `pages` by cross-validation over whole pages, and
`held_out`, of which nothing but these figures is looked at. With an argument, prints what is wrong in `pages` too.
"""

import collections, json, math, pathlib, sys
import numpy
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

TREES, LEAVES, RATE, LEAST, HELD = 150, 16, 0.12, 12, 4.0  # how many, how large, how fast, lines in a leaf, L2
RARE, SPARSE, MOST = 4, 0.5, 8.0  # a gram stands in so many lines; how few grams matter; what a line says at most
ASKED, MUTE = ("grams", "grams_before", "grams_behind", "near_grams", "far_grams"), 0.5
FOLDS = 5
BIAS, SCALE, BEGIN, INSET, BACK, END = 0.5, 1.2, 0.05, 0.06, 0.4, 0.02  # as in layout/mod.rs

pages = collections.OrderedDict()
for line in sys.stdin:
    if line.startswith("DUMP "):
        row = json.loads(line[5:])
        if row["text"].strip():
            pages.setdefault((row["set"], row["page"]), []).append(row)


def weight(row):
    return 1 + min(row["shape"][0], 120) / 12 if row["kept"] else 1


class Grams:
    """What characters and pairs of characters say, as layout/grams.rs reads it."""

    def __init__(self, keys):
        rows = [row for key in keys for row in pages[key]]
        self.words = CountVectorizer(analyzer="char", ngram_range=(1, 2), min_df=RARE, binary=True, lowercase=False)
        counts = self.words.fit_transform([row["folded"] for row in rows])
        self.found = LogisticRegression(C=SPARSE, l1_ratio=1.0, solver="liblinear", max_iter=300, random_state=0)
        self.found.fit(counts, [not row["kept"] for row in rows], sample_weight=[weight(row) for row in rows])

    def answer(self, keys):
        """Puts the answers of the grams into the rows of some pages."""
        for key in keys:
            sums = self.found.decision_function(self.words.transform([row["folded"] for row in pages[key]]))
            sums = numpy.clip(sums, -MOST, MOST)
            at = lambda index: sums[index] if 0 <= index < len(sums) else MOST + 1
            for index, row in enumerate(pages[key]):
                around = lambda reach: [
                    sums[other] for other in range(max(0, index - reach), min(len(sums), index + reach + 1)) if other != index]
                mean = lambda some: sum(some) / max(1, len(some))
                said = (at(index), at(index - 1), at(index + 1), mean(around(3)), mean(around(8)))
                row["answers"].update(zip(ASKED, said))

    def table(self):
        yield f"base {self.found.intercept_[0]:.3f}"
        for gram, found in sorted(zip(self.words.get_feature_names_out(), self.found.coef_[0])):
            if abs(found) >= 0.0005:
                yield f"{gram} {found:.3f}"


def answer_across(keys):
    """Puts the answers of the grams into the rows of some pages, each from the other ones."""
    for fit, rest in GroupKFold(FOLDS).split(keys, groups=range(len(keys))):
        Grams([keys[i] for i in fit]).answer([keys[i] for i in rest])


class Model:
    def __init__(self, keys):
        rows = [row for key in keys for row in pages[key]]
        self.grown = HistGradientBoostingClassifier(
            max_iter=TREES, max_leaf_nodes=LEAVES, learning_rate=RATE, min_samples_leaf=LEAST, l2_regularization=HELD,
            early_stopping=False, random_state=0)
        weights = numpy.array([weight(row) for row in rows])
        answers, outside = self.matrix(rows), [not row["kept"] for row in rows]
        # Once more with characters that say nothing, so that the trees do not go by them alone.
        self.grown.fit(numpy.vstack([answers, self.mute(answers, rows)]), outside + outside,
                       sample_weight=numpy.concatenate([weights, MUTE * weights]))

    def mute(self, answers, rows):
        names, draw = list(rows[0]["answers"]), numpy.random.default_rng(0)
        own, before, behind, near, far = (names.index(name) for name in ASKED)
        mute, sums = answers.copy(), draw.normal(-1.5, 1.5, len(rows))
        mute[:, own] = sums
        mute[:, before] = numpy.where(answers[:, before] > MOST, MOST + 1, numpy.roll(sums, 1))
        mute[:, behind] = numpy.where(answers[:, behind] > MOST, MOST + 1, numpy.roll(sums, -1))
        mute[:, near] = draw.normal(-1.5, 0.6, len(rows))
        mute[:, far] = draw.normal(-1.5, 0.4, len(rows))
        return mute

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
for fit, rest in GroupKFold(FOLDS).split(train, groups=range(len(train))):
    fit, rest = [train[i] for i in fit], [train[i] for i in rest]
    answer_across(fit)
    model = Model(fit)
    Grams(fit).answer(rest)
    sums.update({key: model.sums(key) for key in rest})
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
answer_across(train)
model, grams = Model(train), Grams(train)
others = [key for key in pages if key not in train]
grams.answer(others)
sums = {key: model.sums(key) for key in others}
report("held out", [key for key in pages if key[0] == "test"], sums)
report("clean articles, held out", [key for key in pages if key[0] == "cleantest"], sums)
for name, table in (("trees", model.table()), ("grams", grams.table())):
    with open(pathlib.Path(__file__).parents[2] / f"src/boilerplate/layout/{name}.txt", "w") as out:
        out.write(f"# Made by tests/boilerplate/train.py from the labelled pages beside it; read by {name}.rs.\n")
        out.writelines(line + "\n" for line in table)
