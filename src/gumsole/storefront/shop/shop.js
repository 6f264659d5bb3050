import { add, foundBy, pieces, remember, say, tell } from './cart.js'

for (const count of document.querySelectorAll('[data-cart-count]')) count.textContent = String(pieces())

const search = document.querySelector('[data-search]')
search?.addEventListener('gumsole:select', (event) => {
  const { detail } = /** @type {CustomEvent} */ (event)
  event.preventDefault()
  remember(detail.sku, detail)
  location.assign(`/shop/p/${encodeURIComponent(detail.sku)}`)
})
search?.addEventListener('gumsole:add-to-cart', (event) => {
  const { detail } = /** @type {CustomEvent} */ (event)
  add(detail)
  say(`${detail.title} is in your cart.`)
})

const button = /** @type {HTMLElement | null} */ (document.querySelector('[data-add]'))
if (button) {
  const { sku = '', title = '' } = button.dataset
  const found = foundBy(sku)
  for (const one of document.querySelectorAll('[data-variant]')) {
    const variant = /** @type {HTMLElement} */ (one).dataset.variant ?? ''
    if (found && !foundBy(variant)) remember(variant, found)
  }
  button.addEventListener('click', () => {
    add({ sku, title, ...found })
    if (found) tell('add_to_cart', { sku, ...found })
    say(`${title || sku} is in your cart.`)
  })
}

if (document.querySelector('[data-cart]')) import('./cart-page.js').then(({ show }) => show())
