import { Api } from '/storefront/component/api.js'
import { report, session } from '/storefront/component/events.js'

/**
 * A product in the cart, and the search that it was found by; empty and 0 where it was found otherwise.
 * @typedef {{sku: string, title: string, quantity: number, queryId: string, position: number}} Line
 */
/** @typedef {{queryId: string, position: number}} Found */

const CART = 'gumsole-shop-cart'
const FOUND = 'gumsole-shop-found'

const api = new Api({ endpoint: '', key: '', language: 'en', session: session(), shipsTo: '' })

/** @returns {Line[]} */
export function lines() {
  return read(CART, [])
}

/** How many pieces are in the cart. */
export function pieces() {
  return lines().reduce((sum, { quantity }) => sum + quantity, 0)
}

/**
 * Put one piece into the cart; the server was told of it where it was found by a search.
 * @param {{sku: string, title: string} & Partial<Found>} product
 */
export function add({ sku, title, queryId = '', position = 0 }) {
  const held = lines()
  const line = held.find((one) => one.sku === sku)
  if (line) line.quantity += 1
  else held.push({ sku, title, quantity: 1, queryId, position })
  write(CART, held)
}

/**
 * Change how many there are of a product; none takes it out of the cart.
 * @param {string} sku
 * @param {number} by
 */
export function change(sku, by) {
  const held = lines()
  const line = held.find((one) => one.sku === sku)
  if (!line) return
  line.quantity = Math.max(0, line.quantity + by)
  write(
    CART,
    held.filter(({ quantity }) => quantity > 0),
  )
  if (!line.quantity) tell('remove_from_cart', line)
}

/** Leave nothing in the cart. */
export function empty() {
  write(CART, [])
}

/**
 * Keep which search a product was found by, until its page asks.
 * @param {string} sku
 * @param {Found} found
 */
export function remember(sku, { queryId, position }) {
  write(FOUND, { ...read(FOUND, {}), [sku]: { queryId, position } })
}

/**
 * The search that a product was found by, if there was one in this tab.
 * @param {string} sku
 * @returns {Found | undefined}
 */
export function foundBy(sku) {
  return read(FOUND, {})[sku]
}

/**
 * Tell the server what was done with a product that a search found.
 * @param {'add_to_cart' | 'remove_from_cart'} action
 * @param {{sku: string, queryId: string, position: number}} line
 */
export function tell(action, line) {
  if (line.queryId) report(api, action, line)
}

/** @param {string} name @param {any} otherwise */
function read(name, otherwise) {
  try {
    return JSON.parse(sessionStorage.getItem(name) ?? '') ?? otherwise
  } catch {
    return otherwise
  }
}

/** @param {string} name @param {unknown} value */
function write(name, value) {
  try {
    sessionStorage.setItem(name, JSON.stringify(value))
  } catch {
    say('This browser keeps nothing for the shop, so the cart stays empty.')
  }
  for (const count of document.querySelectorAll('[data-cart-count]')) count.textContent = String(pieces())
}

let quiet = 0

/** @param {string} words Shown for a moment, and read aloud. */
export function say(words) {
  const place = document.querySelector('[data-said]')
  if (!place) return
  place.textContent = words
  clearTimeout(quiet)
  quiet = setTimeout(() => place.replaceChildren(), 4000)
}
