-- Which ways of touches led to conversions, which didn't? A code's digits are channels plus one, first touch to last.
-- People who agreed are followed over their sessions (the last 12 up to the conversion); others for the session alone,
-- one that a share brought after the channel that the share's tree began with.
-- Whatever the filters: roots are read as they were, also from before the first day.
WITH weight AS (
  SELECT 1 AS n, 1 AS tens UNION ALL SELECT 2 AS n, 10 AS tens UNION ALL SELECT 3 AS n, 100 AS tens
  UNION ALL SELECT 4 AS n, 1000 AS tens UNION ALL SELECT 5 AS n, 10000 AS tens
  UNION ALL SELECT 6 AS n, 100000 AS tens UNION ALL SELECT 7 AS n, 1000000 AS tens
  UNION ALL SELECT 8 AS n, 10000000 AS tens UNION ALL SELECT 9 AS n, 100000000 AS tens
  UNION ALL SELECT 10 AS n, 1000000000 AS tens UNION ALL SELECT 11 AS n, 10000000000 AS tens
  UNION ALL SELECT 12 AS n, 100000000000 AS tens
), visit AS (
  SELECT session, max(consent) AS agreed, max(chan) AS channel,
    max(CASE WHEN chan = 3 THEN root ELSE 0 END) AS tree
  FROM events
  WHERE site = :site AND day >= :first AND day <= :last
    AND (:path = '' OR path = :path) AND (:net = '' OR net = :net) AND (:chan = -1 OR chan = :chan)
    AND (:campaign = '' OR campaign = :campaign) AND (:post = -1 OR post = :post OR src_post = :post)
    AND (:device = -1 OR device = :device) AND (:country = '' OR country = :country) AND (:gen = -1 OR gen = :gen)
    AND kind = 0 AND bot = 0
  GROUP BY session
), won AS (
  SELECT session, max(CASE WHEN consent = 1 AND visitor <> 0 THEN visitor WHEN consent = 1 THEN session ELSE 0 END)
    AS person, max(ts) AS reached
  FROM events
  WHERE site = :site AND day >= :first AND day <= :last
    AND (:path = '' OR path = :path) AND (:net = '' OR net = :net) AND (:chan = -1 OR chan = :chan)
    AND (:campaign = '' OR campaign = :campaign) AND (:post = -1 OR post = :post OR src_post = :post)
    AND (:device = -1 OR device = :device) AND (:country = '' OR country = :country) AND (:gen = -1 OR gen = :gen)
    AND kind = 3 AND bot = 0 AND (:goal = '' OR goal = :goal)
  GROUP BY session
), alone AS (
  SELECT visit.channel AS channel, visit.tree AS tree, count(*) AS gone,
    sum(CASE WHEN won.reached > 0 THEN 1 ELSE 0 END) AS converted
  FROM visit LEFT JOIN won ON won.session = visit.session
  WHERE visit.agreed = 0
  GROUP BY visit.channel, visit.tree
), origin AS (
  SELECT share, max(chan) AS channel FROM events
  WHERE site = :site AND kind IN (2, 7) AND share <> 0 AND share = root AND chan <> 3
  GROUP BY share
), led AS (
  SELECT alone.channel + 1 + CASE WHEN origin.share > 0 THEN 10 * (origin.channel + 1) ELSE 0 END AS code,
    alone.gone AS gone, alone.converted AS converted
  FROM alone LEFT JOIN origin ON origin.share = alone.tree
), person AS (
  SELECT session, max(CASE WHEN visitor <> 0 THEN visitor ELSE session END) AS person, max(chan) AS channel,
    min(ts) AS began
  FROM events
  WHERE site = :site AND day >= :first AND day <= :last
    AND (:path = '' OR path = :path) AND (:net = '' OR net = :net) AND (:chan = -1 OR chan = :chan)
    AND (:campaign = '' OR campaign = :campaign) AND (:post = -1 OR post = :post OR src_post = :post)
    AND (:device = -1 OR device = :device) AND (:country = '' OR country = :country) AND (:gen = -1 OR gen = :gen)
    AND kind = 0 AND bot = 0 AND consent = 1
  GROUP BY session
), reached AS (
  SELECT person, max(reached) AS ts FROM won WHERE person <> 0 GROUP BY person
), touch AS (
  SELECT person.person AS person, person.channel AS channel, CASE WHEN reached.ts > 0 THEN 1 ELSE 0 END AS won,
    row_number() OVER (PARTITION BY person.person ORDER BY person.began DESC, person.session DESC) AS n
  FROM person LEFT JOIN reached ON reached.person = person.person
  WHERE CASE WHEN reached.ts > 0 THEN reached.ts ELSE :now END >= person.began
), way AS (
  SELECT touch.person AS person, sum((touch.channel + 1) * weight.tens) AS code, max(touch.won) AS won
  FROM touch JOIN weight ON weight.n = touch.n GROUP BY touch.person
), part AS (
  SELECT code, gone, converted FROM led
  UNION ALL
  SELECT code, count(*) AS gone, sum(won) AS converted FROM way GROUP BY code
)
SELECT code AS code, sum(gone) AS gone, sum(converted) AS converted
FROM part GROUP BY code ORDER BY gone DESC, code LIMIT :most
