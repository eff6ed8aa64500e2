// Serves each file of the JSON lines {url, path} on stdin from loopback and answers what summaly makes of it.
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

process.env.SUMMALY_ALLOW_PRIVATE_IP = 'true';
const { summaly } = await import('@misskey-dev/summaly');

let body = Buffer.alloc(0);
const server = createServer((request, response) => {
	const found = request.url.startsWith('/page/');
	response.writeHead(found ? 200 : 404, { 'content-type': 'text/html; charset=utf-8', 'content-length': found ? body.length : 0 });
	response.end(request.method === 'HEAD' || !found ? undefined : body);
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const origin = `http://127.0.0.1:${server.address().port}`;

for await (const line of createInterface({ input: process.stdin })) {
	const { path } = JSON.parse(line);
	body = readFileSync(path);
	const url = `${origin}/page/x.html`;
	try {
		const { title, description, thumbnail } = await summaly(url);
		console.log(JSON.stringify({ title, description, image: thumbnail, url }));
	} catch (error) {
		console.log(JSON.stringify({ error: String(error), url }));
	}
}
server.close();
