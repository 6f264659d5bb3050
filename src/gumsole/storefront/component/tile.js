import { el, icon, webAddress } from './dom.js'

/** @import {Texts} from './texts.js' */
/** @import {Hit, Placed, Product} from './types.d.ts' */
/**
 * What a tile can ask for.
 * @typedef {object} TileActs
 * @property {(product: Product, ordinal: number, event: MouseEvent) => void} select
 * @property {(product: Product, ordinal: number) => boolean} addToCart False where the page declined.
 * @property {(hit: Hit) => void} like
 * @property {(hit: Hit) => void} otherColor
 * @property {(hash: string) => string} photo
 * @property {boolean} cart
 */

const ADDED_MS = 2500

/**
 * One product of an answer.
 * @param {Texts} texts
 * @param {Placed} placed
 * @param {TileActs} acts
 */
export function tile(texts, { hit, ordinal }, acts) {
  const { product } = hit
  const select = (/** @type {Product} */ chosen) => (/** @type {MouseEvent} */ event) =>
    acts.select(chosen, ordinal, event)
  return el(
    'article',
    { class: product.sellable ? 'tile' : 'tile away', part: 'tile' },
    el(
      'div',
      { class: 'shot' },
      el('img', {
        src: acts.photo(hit.photo),
        alt: '',
        width: 320,
        height: 320,
        loading: 'lazy',
        decoding: 'async',
        part: 'photo',
      }),
      discount(texts, product),
    ),
    product.brand && el('p', { class: 'brand', dir: 'auto' }, product.brand),
    el('h4', { class: 'name', dir: 'auto' }, opener(product, product.title, select(product), 'title')),
    money(texts, product),
    stock(texts, product),
    choices(texts, hit, select),
    reasons(texts, hit),
    el(
      'div',
      { class: 'acts' },
      acts.cart && product.sellable && cartButton(texts, product, ordinal, acts),
      small(texts.say('more_like_this'), texts.say('more_like', { name: product.title }), () => acts.like(hit)),
      small(texts.say('other_color'), texts.say('other_color_of', { name: product.title }), () => acts.otherColor(hit)),
    ),
  )
}

/**
 * A link where the product has a web address, a button where it has none.
 * @param {Product} product
 * @param {string} label
 * @param {(event: MouseEvent) => void} onclick
 * @param {string} kind
 */
function opener(product, label, onclick, kind) {
  const href = product.link && webAddress(product.link)
  const given = { class: kind, part: kind, onclick }
  return href ? el('a', { ...given, href }, label) : el('button', { ...given, type: 'button' }, label)
}

/** @param {string} label @param {string} name @param {() => void} onclick */
function small(label, name, onclick) {
  return el('button', { type: 'button', class: 'link', 'aria-label': name, onclick }, label)
}

/** @param {Texts} texts @param {Product} product */
function discount(texts, { price, list_price: list }) {
  if (!price || !list || Number(price.amount) >= Number(list.amount)) return null
  const share = 1 - Number(price.amount) / Number(list.amount)
  return share >= 0.01 && el('span', { class: 'discount', part: 'discount', dir: 'ltr' }, `−${texts.percent(share)}`)
}

/** @param {Texts} texts @param {Product} product */
function money(texts, { price, list_price: list }) {
  if (!price) return el('p', { class: 'price muted' }, texts.say('no_price'))
  const now = el('span', { part: 'price' }, texts.money(price))
  if (!list || Number(list.amount) <= Number(price.amount)) return el('p', { class: 'price' }, now)
  return el(
    'p',
    { class: 'price sale' },
    el('span', { class: 'unseen' }, texts.say('sale_price')),
    now,
    el('span', { class: 'unseen' }, texts.say('list_price')),
    el('s', { part: 'list-price' }, texts.money(list)),
  )
}

/** @param {Texts} texts @param {Product} product */
function stock(texts, { availability, sellable }) {
  const kind = availability === 'in_stock' && !sellable ? 'not_here' : availability
  return el('p', { class: `stock ${kind}`, part: 'stock' }, texts.say(kind))
}

/**
 * @param {Texts} texts
 * @param {Hit} hit
 * @param {(product: Product) => (event: MouseEvent) => void} select
 */
function choices(texts, { product, choices: others }, select) {
  const sold = others.filter(({ sellable }) => sellable)
  if (!sold.length) return null
  const links = sold.map((other) => el('li', {}, opener(other, difference(product, other), select(other), 'choice')))
  return el('div', { class: 'choices' }, el('span', {}, texts.say('also_in')), el('ul', {}, ...links))
}

/**
 * What sets a variant apart, as the feed names it.
 * @param {Product} shown
 * @param {Product} other
 */
function difference({ attributes: shown }, { attributes, title }) {
  const parts = ['color', 'material', 'pattern', 'size'].filter(
    (name) => attributes[name] && attributes[name] !== shown[name],
  )
  return parts.map((name) => attributes[name]).join(', ') || title
}

/** @param {Texts} texts @param {Hit} hit */
function reasons(texts, { product, shape, color, reasons: given }) {
  const seen = given.some(({ kind, points }) => kind === 'likeness' && points !== 0)
  const read = given.some(({ kind, points }) => kind === 'words' && points !== 0)
  if (!seen && !read) return null
  return el(
    'details',
    { class: 'why' },
    el('summary', { 'aria-label': texts.say('why_name', { name: product.title }) }, texts.say('why')),
    seen && share(texts, 'shape', shape),
    seen && share(texts, 'color', color),
    read && el('p', {}, texts.say('fits_words')),
  )
}

/** @param {Texts} texts @param {'shape' | 'color'} name @param {number} value */
function share(texts, name, value) {
  return el(
    'p',
    { class: 'share', '--share': Math.min(1, Math.max(0, value)) },
    texts.say(`${name}_share`, { percent: texts.percent(value) }),
  )
}

/** @param {Texts} texts @param {Product} product @param {number} ordinal @param {TileActs} acts */
function cartButton(texts, product, ordinal, acts) {
  const label = el('span', {}, texts.say('add_to_cart'))
  const name = texts.say('add_name', { name: product.title })
  const button = el(
    'button',
    { type: 'button', class: 'button add', part: 'button add-to-cart', 'aria-label': name },
    icon('cart'),
    label,
  )
  button.addEventListener('click', () => {
    if (!acts.addToCart(product, ordinal)) return
    label.textContent = texts.say('added')
    setTimeout(() => label.replaceChildren(texts.say('add_to_cart')), ADDED_MS)
  })
  return button
}
