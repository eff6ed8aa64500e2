-- Where do visits come from? By channel, network, evidence and in-app browser, with what these visits shared and won.
-- Shares stand under the source of the session that they were made in, not under the network that they went to.
-- reads: first .. last
WITH came AS (
  SELECT chan, net, how, inapp, count(*) AS views, count(DISTINCT session) AS visits
  FROM events
  WHERE site = :site AND day >= :first AND day <= :last
    AND (:path = '' OR path = :path) AND (:net = '' OR net = :net) AND (:chan = -1 OR chan = :chan)
    AND (:campaign = '' OR campaign = :campaign) AND (:post = -1 OR post = :post OR src_post = :post)
    AND (:device = -1 OR device = :device) AND (:country = '' OR country = :country) AND (:gen = -1 OR gen = :gen)
    AND kind = 0 AND bot = 0
  GROUP BY chan, net, how, inapp
), won AS (
  SELECT chan, net, how, inapp,
    sum(CASE WHEN kind = 3 AND goal = 'lead' THEN 1 ELSE 0 END) AS leads,
    sum(CASE WHEN kind = 3 AND (:goal = '' OR goal = :goal) THEN 1 ELSE 0 END) AS conversions,
    sum(CASE WHEN kind = 3 AND (:goal = '' OR goal = :goal) AND (:currency = '' OR currency = :currency)
      THEN value ELSE 0 END) AS worth
  FROM events
  WHERE site = :site AND day >= :first AND day <= :last
    AND (:path = '' OR path = :path) AND (:net = '' OR net = :net) AND (:chan = -1 OR chan = :chan)
    AND (:campaign = '' OR campaign = :campaign) AND (:post = -1 OR post = :post OR src_post = :post)
    AND (:device = -1 OR device = :device) AND (:country = '' OR country = :country) AND (:gen = -1 OR gen = :gen)
    AND kind = 3 AND bot = 0
  GROUP BY chan, net, how, inapp
), act AS (
  SELECT session, count(*) AS shares FROM events
  WHERE site = :site AND day >= :first AND day <= :last AND kind = 2 AND bot = 0
  GROUP BY session
), sharer AS (
  SELECT session, max(chan) AS chan_, max(net) AS net_, max(how) AS how_, max(inapp) AS inapp_
  FROM events
  WHERE site = :site AND day >= :first AND day <= :last
    AND (:path = '' OR path = :path) AND (:net = '' OR net = :net) AND (:chan = -1 OR chan = :chan)
    AND (:campaign = '' OR campaign = :campaign) AND (:post = -1 OR post = :post OR src_post = :post)
    AND (:device = -1 OR device = :device) AND (:country = '' OR country = :country) AND (:gen = -1 OR gen = :gen)
    AND kind = 0 AND bot = 0 AND session IN (SELECT session FROM act)
  GROUP BY session
), part AS (
  SELECT chan, net, how, inapp, views, visits, 0 AS shares, 0 AS leads, 0 AS conversions, 0 AS worth FROM came
  UNION ALL
  SELECT chan, net, how, inapp, 0 AS views, 0 AS visits, 0 AS shares, leads, conversions, worth FROM won
  UNION ALL
  SELECT sharer.chan_ AS chan, sharer.net_ AS net, sharer.how_ AS how, sharer.inapp_ AS inapp, 0 AS views, 0 AS visits,
    act.shares AS shares, 0 AS leads, 0 AS conversions, 0 AS worth
  FROM sharer JOIN act ON act.session = sharer.session
)
SELECT chan AS chan, net AS net, how AS how, inapp AS inapp, sum(views) AS views, sum(visits) AS visits,
  sum(shares) AS shares, sum(leads) AS leads, sum(conversions) AS conversions, sum(worth) AS worth
FROM part GROUP BY chan, net, how, inapp
ORDER BY visits DESC, chan, net, how, inapp LIMIT :most
