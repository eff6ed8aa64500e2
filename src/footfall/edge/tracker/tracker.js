// Footfall's tracker. It tells one's own collector which page is read and what is shared; it sets no cookie, and keeps
// nothing on the device unless the visitor agreed. Served as /f.js, made small by small.py, at most 1,024 bytes gzip.
{
  let $script = document.currentScript,
    $data = $script.dataset,
    $base = $data.api || $script.src,
    // What every event says: site, address and token of the view, how many events it has had, who agreed to be known.
    $view = {site: +$data.site},
    $page,
    // The zero makes every token end with A: see footfall/flywheel/token.py.
    $random = () => btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(8)), 0)).replace(/\W/g, '-'),
    // What could not be delivered is sent again; the collector knows repeats by token and n.
    $post = (body, $wait = 3e3) => {
      let $again = () => $wait < 9e4 && setTimeout($post, $wait, body, $wait * 3);
      fetch(new URL('e', $base), {method: 'POST', body, keepalive: 1})
        .then($it => $it.status > 499 && $again(), $again);
    },
    $send = $it => $post(JSON.stringify({...$view, ...$it, n: ++$view.n})),
    $here = () => location.href.split('#')[0],
    // A page view: a token of its own. The token it came with leaves the address bar, or it would be passed on.
    $begin = () => {
      let referrer = $view.url || document.referrer,
        url = $view.url = location.href,
        $clean = url.replace(/\Ws=[\w-]{11}A(?=#|$)|\bs=[\w-]{11}A&/, '');
      $view.token = $random();
      $view.n = 0;
      if ($data.hashShare != null && !/#/.test($clean)) $clean += '#s=' + $view.token;
      if ($clean != url) history.replaceState(history.state, '', $clean);
      $page = $here();
      $send({kind: 'view', referrer});
    },
    $moved = () => $page != $here() && $begin(),
    $link = url => {
      url = new URL(url || (document.querySelector('link[rel=canonical]') || location).href, location);
      url.searchParams.set('s', $view.token);
      return url.href;
    },
    $push = history.pushState.bind(history);
  history.pushState = (...$it) => $moved($push(...$it));
  addEventListener('popstate', $moved);
  addEventListener('pageshow', $it => $it.persisted && $begin());
  addEventListener('click', async $it => {
    let $button = $it.target.closest('[data-share]');
    if ($button) {
      let net = $button.dataset.share, url = $link($button.dataset.shareUrl);
      $it.preventDefault();
      if (net == 'native' && !navigator.share) net = 'copy';
      try {
        // The server knows the networks' share pages: see share.py.
        await (net == 'copy' ? navigator.clipboard.writeText(url)
          : net == 'native' ? navigator.share({url})
          : open(new URL('x/' + net + '?u=' + encodeURIComponent(url), $base), '_blank', 'noopener'));
      } catch {
        // The visitor closed the sheet; or the clipboard is shut, and they copy by hand.
        if (net == 'native') return;
        prompt(net, url);
      }
      $button.dataset.shared = net;
      $send({kind: 'share', net, url});
    }
  });
  footfall = {
    track: (kind, props) => $send({kind, props}),
    share: (net, props) => $send({kind: 'share', net, props}),
    link: $link,
    identify: $it => $view.user = $it,
    consent: $it => {
      // Storage may be shut altogether.
      try {
        $view.visitor = $it && !navigator.globalPrivacyControl
          ? localStorage.footfall ||= $random()
          : localStorage.removeItem('footfall');
      } catch {}
    }
  };
  $data.consent == 'granted' && footfall.consent(1);
  document.prerendering ? document.addEventListener('prerenderingchange', $begin) : $begin();
}
