// Says at the end which pages the stories have reached, and writes them to results/pages.txt.
import { writeFileSync } from 'node:fs';
import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';

export default class PagesReporter implements Reporter {
  private readonly pages = new Set<string>();

  onTestEnd(_test: TestCase, result: TestResult): void {
    for (const attachment of result.attachments) {
      if (attachment.name === 'pages' && attachment.body) {
        for (const page of JSON.parse(attachment.body.toString()) as string[]) this.pages.add(page);
      }
    }
  }

  onEnd(): void {
    const sorted = [...this.pages].sort();
    writeFileSync('results/pages.txt', sorted.map((page) => `${page}\n`).join(''));
    console.log(`\nChecked for accessibility: ${sorted.length} pages (results/pages.txt)`);
  }
}
