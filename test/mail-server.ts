import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

/** A mail as a mail server got it. */
export interface Delivered {
  message_id: string;
  to: string;
  subject: string;
  text: string;
  /** its headers, a line each */
  head: string;
}

/** A mail server on this machine alone that takes every mail and keeps it, as slowly as `takes_ms` says. */
export async function startMailServer({ takes_ms = 0 } = {}): Promise<{
  url: string;
  delivered: Delivered[];
  /** the newest mail to an address whose subject has these words; waits for it */
  mailTo(address: string, subject: RegExp): Promise<Delivered>;
  close(): Promise<void>;
}> {
  const delivered: Delivered[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // a client that is killed hangs up in the middle
    socket.on('error', () => socket.destroy());
    let typed = '';
    let isMail = false;
    socket.write('220 localhost\r\n');
    socket.on('data', (piece) => {
      typed += piece;
      for (;;) {
        const end = isMail ? '\r\n.\r\n' : '\r\n';
        const at = typed.indexOf(end);
        if (at < 0) return;
        const said = typed.slice(0, at);
        typed = typed.slice(at + end.length);
        if (isMail) {
          isMail = false;
          delivered.push(readMail(said));
          setTimeout(() => socket.writable && socket.write('250 taken\r\n'), takes_ms);
        } else if (/^data/i.test(said)) {
          isMail = true;
          socket.write('354 go on\r\n');
        } else if (/^quit/i.test(said)) socket.end('221 bye\r\n');
        else socket.write('250 ok\r\n');
      }
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  return {
    url: `smtp://127.0.0.1:${port}`,
    delivered,
    async mailTo(address, subject) {
      for (const deadline = performance.now() + 30_000; performance.now() < deadline; ) {
        const mail = delivered.findLast((one) => one.to === address && subject.test(one.subject));
        if (mail) return mail;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error(
        `No mail to ${address} with ${subject}; there are: ${delivered.map((one) => one.subject).join('; ')}`,
      );
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function readMail(said: string): Delivered {
  const at = said.indexOf('\r\n\r\n');
  const head = said.slice(0, at).replace(/\r\n\s+/g, ' ');
  const header = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1]?.trim() ?? '';
  return {
    message_id: header('Message-ID'),
    to: header('To'),
    subject: readWords(header('Subject')),
    text: readQuoted(said.slice(at)),
    head: head.replaceAll('\r\n', '\n'),
  };
}

// RFC 2045, 6.7: what is longer than a line, or no ASCII
function readQuoted(text: string): string {
  const bytes = text
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

// RFC 2047: what is no ASCII in a header
function readWords(header: string): string {
  return header
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([QB])\?(.*?)\?=/gi, (_, how: string, words: string) =>
      how.toUpperCase() === 'B'
        ? Buffer.from(words, 'base64').toString('utf8')
        : readQuoted(words.replaceAll('_', ' ')),
    );
}
