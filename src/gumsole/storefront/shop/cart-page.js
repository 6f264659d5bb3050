import { change, empty, lines, say } from './cart.js'

/** @typedef {{amount: string, currency: string}} Price */
/** @typedef {{title: string, sellable: boolean, price: Price | null}} Product */
/** @typedef {{product: Product | null, photo: string}} Known */

const cart = one('[data-cart]', document)
const list = one('[data-lines]', cart)
const line = /** @type {HTMLTemplateElement} */ (document.querySelector('template[data-line]'))

/** @type {Map<string, Promise<Known>>} */
const known = new Map()

one('[data-check-out]', cart).addEventListener('click', () => {
  empty()
  show()
  say('Nothing was bought: this is a demo. Your cart is empty again.')
})

/** Show what is in the cart, at the prices of now. */
export async function show() {
  const held = lines()
  const products = await Promise.all(held.map(({ sku }) => product(sku)))
  const rows = held.map((each, at) => row(each, products[at]))
  list.replaceChildren(...rows)
  one('[data-empty]', cart).hidden = held.length > 0
  one('[data-sum]', cart).hidden = held.length === 0
  one('[data-total]', cart).textContent = total(held, products)
}

/**
 * @param {import('./cart.js').Line} held
 * @param {Known} found
 */
function row({ sku, title, quantity }, { product: now, photo }) {
  const made = /** @type {DocumentFragment} */ (line.content.cloneNode(true))
  const name = now?.title || title || sku
  const link = /** @type {HTMLAnchorElement} */ (one('a', made))
  link.textContent = name
  link.href = `/shop/p/${encodeURIComponent(sku)}`
  if (photo) one('.shot', made).append(picture(photo))
  one('[data-stock]', made).textContent = now?.sellable ? '' : 'Cannot be bought any more'
  one('.price', made).textContent = now?.price ? money(Number(now.price.amount) * quantity, now.price.currency) : ''
  one('[data-quantity]', made).textContent = String(quantity)
  act(made, '[data-less]', `One less of ${name}`, () => change(sku, -1))
  act(made, '[data-more]', `One more of ${name}`, () => change(sku, 1))
  act(made, '[data-remove]', `Remove ${name}`, () => change(sku, -quantity))
  return made
}

/** @param {ParentNode} made @param {string} selector @param {string} name @param {() => void} done */
function act(made, selector, name, done) {
  const button = one(selector, made)
  button.setAttribute('aria-label', name)
  button.addEventListener('click', async () => {
    done()
    await show()
    const again = [...list.querySelectorAll('button')].find((each) => each.getAttribute('aria-label') === name)
    const next = again ?? cart.querySelector('a, button')
    if (next instanceof HTMLElement) next.focus()
  })
}

/** @param {string} hash */
function picture(hash) {
  const image = new Image(96, 96)
  image.alt = ''
  image.src = `/shop/photos/${hash}/96`
  return image
}

/** @param {string} sku */
function product(sku) {
  const asked = known.get(sku) ?? ask(sku)
  known.set(sku, asked)
  return asked
}

/** @param {string} sku @returns {Promise<Known>} */
async function ask(sku) {
  try {
    const response = await fetch(`/v1/products/${encodeURIComponent(sku)}`)
    if (!response.ok) return { product: null, photo: '' }
    const { product, photos } = await response.json()
    return { product, photo: photos[0]?.photo ?? '' }
  } catch {
    return { product: null, photo: '' }
  }
}

/**
 * @param {import('./cart.js').Line[]} held
 * @param {Known[]} products
 */
function total(held, products) {
  const prices = products.map(({ product }) => product?.price)
  const currency = prices.find(Boolean)?.currency
  const sum = held.reduce((before, { quantity }, at) => before + Number(prices[at]?.amount ?? 0) * quantity, 0)
  return currency ? money(sum, currency) : ''
}

/** @param {number} amount @param {string} currency */
function money(amount, currency) {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).format(amount)
}

/** @param {string} selector @param {ParentNode} within @returns {HTMLElement} */
function one(selector, within) {
  const found = within.querySelector(selector)
  if (!(found instanceof HTMLElement)) throw new Error(`this page has no ${selector}`)
  return found
}
