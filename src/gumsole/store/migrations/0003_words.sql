-- Full text of live products, and the values a store has. Triggers keep both in the transaction that writes
-- a product, whoever writes it.

CREATE VIEW product_words AS
SELECT products.id, title, brand,
       (SELECT coalesce(group_concat(value, ' '), '') FROM json_each(products.category)) AS category,
       (SELECT coalesce(group_concat(value, ' '), '') FROM json_each(products.attributes)) AS attributes,
       description
FROM products WHERE retired_at IS NULL;

-- Two spaces close each field, so that its last one and two characters begin a trigram too. Descriptions
-- are cut up only where they hold Thai, kana, Han or Hangul: words of other scripts are found as they stand.
CREATE VIEW product_fragments AS
SELECT id, title || '  ' AS title, brand || '  ' AS brand, category || '  ' AS category,
       attributes || '  ' AS attributes,
       iif(description GLOB '*[฀-๿぀-ヿ㐀-鿿가-힣]*', description || '  ', '') AS description
FROM product_words;

-- Whole words, without accents. Text is not kept twice: FTS5 cannot read it from a view that unfolds JSON.
CREATE VIRTUAL TABLE words USING fts5(
    title, brand, category, attributes, description,
    content = '', tokenize = 'unicode61 remove_diacritics 2'
);

-- Three characters at a time: finds parts of words, and languages that write no spaces.
CREATE VIRTUAL TABLE fragments USING fts5(
    title, brand, category, attributes, description,
    content = '', tokenize = 'trigram'
);
CREATE VIRTUAL TABLE trigrams USING fts5vocab('fragments', 'row');

-- Brands, category paths (JSON) and values of attributes, with the count of live products that have each.
CREATE TABLE word_values (
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    products INTEGER NOT NULL,
    PRIMARY KEY (kind, value)
) STRICT, WITHOUT ROWID;

CREATE VIEW product_values AS
SELECT id AS product, 'brand' AS kind, brand AS value FROM products WHERE retired_at IS NULL AND brand <> ''
UNION ALL
SELECT id, 'category', category FROM products WHERE retired_at IS NULL AND category <> '[]'
UNION ALL
SELECT products.id, json_each.key, json_each.value FROM products, json_each(products.attributes)
WHERE retired_at IS NULL AND json_each.key IN ('color', 'material', 'pattern') AND json_each.value <> '';

-- Rises when a value appears or goes: who remembers the values looks at it.
INSERT INTO facts VALUES ('word_values_version', '0');
CREATE TRIGGER value_appeared AFTER INSERT ON word_values BEGIN
    UPDATE facts SET value = value + 1 WHERE name = 'word_values_version';
END;
CREATE TRIGGER value_went AFTER DELETE ON word_values BEGIN
    UPDATE facts SET value = value + 1 WHERE name = 'word_values_version';
END;

CREATE TRIGGER product_named AFTER INSERT ON products WHEN new.retired_at IS NULL BEGIN
    INSERT INTO words (rowid, title, brand, category, attributes, description)
    SELECT * FROM product_words WHERE id = new.id;
    INSERT INTO fragments (rowid, title, brand, category, attributes, description)
    SELECT * FROM product_fragments WHERE id = new.id;
    INSERT INTO word_values SELECT kind, value, 1 FROM product_values WHERE product = new.id
    ON CONFLICT DO UPDATE SET products = products + 1;
END;

-- What the full text holds of a product is told to it once more to be taken out: before the row changes.
CREATE TRIGGER product_unnamed
BEFORE UPDATE OF title, brand, category, attributes, description, retired_at ON products
WHEN old.retired_at IS NULL BEGIN
    INSERT INTO words (words, rowid, title, brand, category, attributes, description)
    SELECT 'delete', * FROM product_words WHERE id = old.id;
    INSERT INTO fragments (fragments, rowid, title, brand, category, attributes, description)
    SELECT 'delete', * FROM product_fragments WHERE id = old.id;
    UPDATE word_values SET products = products - 1
    WHERE (kind, value) IN (SELECT kind, value FROM product_values WHERE product = old.id);
END;

CREATE TRIGGER product_renamed
AFTER UPDATE OF title, brand, category, attributes, description, retired_at ON products BEGIN
    INSERT INTO words (rowid, title, brand, category, attributes, description)
    SELECT * FROM product_words WHERE id = new.id;
    INSERT INTO fragments (rowid, title, brand, category, attributes, description)
    SELECT * FROM product_fragments WHERE id = new.id;
    INSERT INTO word_values SELECT kind, value, 1 FROM product_values WHERE product = new.id
    ON CONFLICT DO UPDATE SET products = products + 1;
    DELETE FROM word_values WHERE products = 0;
END;

INSERT INTO words (rowid, title, brand, category, attributes, description) SELECT * FROM product_words;
INSERT INTO fragments (rowid, title, brand, category, attributes, description)
SELECT * FROM product_fragments;
INSERT INTO word_values SELECT kind, value, count(*) FROM product_values GROUP BY kind, value;
