// Runs the steps of the sessions, and says how each went.

class Report {
  failed = 0;
  passed = 0;
  skipped = 0;
  #table = [];
  #onFailure;

  constructor(onFailure) {
    this.#onFailure = onFailure;
  }

  /** One session: an async function that calls `step`. A step that fails does not hide those after it. */
  async session(name, run) {
    console.log(name);
    const step = (what, action) => this.#step(name, what, action);
    // What the rest of the session stands on: where it fails, the rest would only repeat that.
    step.needed = async (what, action) => {
      if (!(await step(what, action))) throw new Stop();
    };
    step.skipped = (reason) => {
      this.skipped++;
      console.log(`  skipped: ${reason}`);
    };
    try {
      await run(step);
    } catch (error) {
      if (!(error instanceof Stop)) await this.#fail(name, 'the session itself', error);
    }
  }

  /** A line of the table at the end. */
  measured(what, value) {
    this.#table.push([what, value]);
  }

  end() {
    if (this.#table.length) {
      console.log('\nmeasured');
      const width = Math.max(...this.#table.map(([what]) => what.length));
      for (const [what, value] of this.#table) console.log(`  ${what.padEnd(width)}  ${value}`);
    }
    console.log(`\n${this.passed} steps passed, ${this.failed} failed, ${this.skipped} skipped`);
    return this.failed === 0 && this.passed > 0;
  }

  async #step(session, what, action) {
    const begin = Date.now();
    try {
      await action();
      this.passed++;
      console.log(`  ok   ${what} (${seconds(begin)})`);
      return true;
    } catch (error) {
      await this.#fail(session, `${what} (${seconds(begin)})`, error);
      return false;
    }
  }

  async #fail(session, what, error) {
    this.failed++;
    console.log(`  FAIL ${what}\n${indent(explain(error))}`);
    await this.#onFailure(session).catch((problem) => console.log(`  no screenshot: ${problem.message}`));
  }
}

class Stop extends Error {}

const seconds = (begin) => `${((Date.now() - begin) / 1000).toFixed(1)} s`;

/** The message, and where in our own files it was. */
function explain(error) {
  const places = (error.stack ?? '').split('\n').filter((line) => /^ +at .*\/(sessions|lib)\//.test(line));
  const message = (error.message ?? String(error)).split('\n').filter((line) => !/^ +at .*https?:/.test(line));
  return [...message, ...places.filter((line) => !line.includes('lib/report.js'))].join('\n');
}

const indent = (text) => text.split('\n').slice(0, 60).map((line) => `    ${line}`).join('\n');

module.exports = { Report };
