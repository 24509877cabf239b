// A server under test: its own empty folder, its own database, its own port.
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

export type Database = 'sqlite' | 'postgres';
type SecondFactor = { login: string; code: string; next: string };
export type Sms = { number: string; text: string; at: string };

const run = promisify(execFile);
const program = resolve(process.env.DENGWEN ?? '../target/debug/dengwen');

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Commands to the PostgreSQL server that the scripts have started. */
async function psql(command: string): Promise<void> {
  await run('psql', [`${process.env.DENGWEN_TEST_PG}/postgres`, '-qAt', '-v', 'ON_ERROR_STOP=1', '-c', command]);
}

export class Court {
  readonly url: string;
  private process: ChildProcess | undefined;
  private readonly read = new Map<string, number>();
  private readonly used = new Set<string>();

  private constructor(
    private readonly port: number,
    readonly folder: string,
    private readonly logFile: string,
    private readonly databaseName: string | undefined,
  ) {
    this.url = `http://127.0.0.1:${port}`;
  }

  static async start(database: Database, name: string): Promise<Court> {
    if (!existsSync(program)) throw new Error(`${program} is not there: run 'cargo build -p dengwen' first`);
    mkdirSync('results', { recursive: true });
    const folder = await mkdtemp(join(tmpdir(), 'dengwen-e2e-'));
    const databaseName = database === 'postgres' ? `e2e_${process.pid}_${Date.now().toString(36)}` : undefined;
    if (databaseName) await psql(`CREATE DATABASE ${databaseName}`);
    const log = resolve('results', `server-${name}.log`);
    for (let attempt = 1; ; attempt += 1) {
      const court = new Court(await freePort(), folder, log, databaseName);
      try {
        await court.launch();
        return court;
      } catch (fault) {
        await court.stop();
        // Someone else may have taken the port in the meantime.
        if (attempt < 3 && /address already in use|os error 98|占用/i.test(String(fault))) continue;
        await court.close();
        throw fault;
      }
    }
  }

  /** Starts the program on the data that is there and waits until it is ready. */
  private async launch(): Promise<void> {
    const env: NodeJS.ProcessEnv = { ...process.env, NO_COLOR: '1' };
    delete env.DATABASE_URL;
    if (this.databaseName) env.DATABASE_URL = `${process.env.DENGWEN_TEST_PG}/${this.databaseName}`;
    const log = openSync(this.logFile, 'a');
    this.process = spawn(
      program,
      ['serve', '--demo', '--data', this.folder, '--listen', `127.0.0.1:${this.port}`],
      { env, stdio: ['ignore', log, log] },
    );
    closeSync(log);
    const deadline = Date.now() + 90_000;
    while (Date.now() < deadline) {
      if (this.process.exitCode !== null) break;
      const ready = await fetch(`${this.url}/readyz`).catch(() => undefined);
      if (ready?.status === 200) return;
      await sleep(100);
    }
    throw new Error(`The server did not become ready.\n${await this.logTail()}`);
  }

  /** Ends the program: politely, or as a power failure would (`SIGKILL`). */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const child = this.process;
    this.process = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    const slow = setTimeout(() => child.kill('SIGKILL'), 15_000);
    await ended;
    clearTimeout(slow);
  }

  /** Ends the program and starts it again on the same data. */
  async restart(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    await this.stop(signal);
    await this.launch();
  }

  async close(): Promise<void> {
    await this.stop();
    if (this.databaseName) await psql(`DROP DATABASE IF EXISTS ${this.databaseName} WITH (FORCE)`);
    await rm(this.folder, { recursive: true, force: true });
  }

  async logTail(): Promise<string> {
    const text = await readFile(this.logFile, 'utf8').catch(() => '');
    return text.split('\n').slice(-80).join('\n');
  }

  /** Where the sandbox is: the server prints it when it starts. */
  async sandboxUrl(): Promise<string> {
    const lines = (await readFile(this.logFile, 'utf8')).split('\n').reverse();
    const url = lines.find((line) => line.startsWith('沙箱'))?.match(/http:\/\/[\d.:]+/)?.[0];
    if (!url) throw new Error(`The server has not printed where its sandbox is.\n${await this.logTail()}`);
    return url;
  }

  private async sandbox<T>(path: string): Promise<T> {
    const answer = await fetch(`${await this.sandboxUrl()}${path}`);
    if (!answer.ok) throw new Error(`The sandbox answered ${answer.status} to ${path}`);
    return (await answer.json()) as T;
  }

  async messages(number: string): Promise<Sms[]> {
    const all = await this.sandbox<Sms[]>('/inbox.json');
    return all.filter((sms) => sms.number === number).sort((a, b) => a.at.localeCompare(b.at));
  }

  /** The next message to this number that no one has read yet; waits for it. */
  async sms(number: string): Promise<string> {
    const index = this.read.get(number) ?? 0;
    const deadline = Date.now() + 15_000;
    while (Date.now() < deadline) {
      const message = (await this.messages(number))[index];
      if (message) {
        this.read.set(number, index + 1);
        return message.text;
      }
      await sleep(200);
    }
    throw new Error(`No new message to ${number} within 15 s`);
  }

  /** The code in the next unread message to this number. */
  async smsCode(number: string): Promise<string> {
    const text = await this.sms(number);
    const code = text.match(/(?<!\d)\d{4,8}(?!\d)/)?.[0];
    if (!code) throw new Error(`No code in the message '${text}'`);
    return code;
  }

  /** A code of a demo clerk's second factor that this worker has not used yet: each counts once. */
  async secondFactor(login: string): Promise<string> {
    const deadline = Date.now() + 65_000;
    while (Date.now() < deadline) {
      const all = await this.sandbox<SecondFactor[]>('/totp.json');
      const own = all.find((entry) => entry.login === login);
      if (!own) throw new Error(`The sandbox shows no second factor of '${login}'`);
      const fresh = [own.code, own.next].find((code) => !this.used.has(`${login} ${code}`));
      if (fresh) {
        this.used.add(`${login} ${fresh}`);
        return fresh;
      }
      await sleep(1000);
    }
    throw new Error(`No unused code of the second factor of '${login}'`);
  }
}
