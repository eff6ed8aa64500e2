-- What has just happened? The latest events; those of programs too with :bots = 1.
-- reads: first .. last
SELECT id AS id, ts AS ts, kind AS kind, path AS path, net AS net, chan AS chan, how AS how, inapp AS inapp,
  link AS link, post AS post, campaign AS campaign, gen AS gen, goal AS goal, value AS value, currency AS currency,
  country AS country, device AS device, bot AS bot
  FROM events
  WHERE site = :site AND day >= :first AND day <= :last
    AND (:path = '' OR path = :path) AND (:net = '' OR net = :net) AND (:chan = -1 OR chan = :chan)
    AND (:campaign = '' OR campaign = :campaign) AND (:post = -1 OR post = :post OR src_post = :post)
    AND (:device = -1 OR device = :device) AND (:country = '' OR country = :country) AND (:gen = -1 OR gen = :gen)
    AND (:bots = 1 OR (bot = 0 AND kind <> 6))
ORDER BY ts DESC, id DESC LIMIT :most
