import { report } from './events.js'

/** @import {Api} from './api.js' */
/** @import {Product} from './types.d.ts' */

/** What the page around the component and the store's server are told of the shopper. */
export class Outward {
  /**
   * @param {HTMLElement} host
   * @param {Api} api
   * @param {() => string} queryId Of the answer that is shown.
   */
  constructor(host, api, queryId) {
    this.host = host
    this.api = api
    this.queryId = queryId
  }

  /**
   * @param {string} name
   * @param {object} detail
   * @returns {boolean} False where the page prevented it.
   */
  emit(name, detail) {
    const given = { detail, bubbles: true, composed: true, cancelable: true }
    return this.host.dispatchEvent(new CustomEvent(`gumsole:${name}`, given))
  }

  /**
   * The shopper opens a product; in a tab of its own the page has no say in it.
   * @param {Product} product
   * @param {number} position
   * @param {MouseEvent} event
   */
  selected({ sku, link }, position, event) {
    const queryId = this.queryId()
    report(this.api, 'click', { queryId, sku, position })
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    if (!this.emit('select', { sku, link, queryId, position })) event.preventDefault()
  }

  /**
   * @param {Product} product
   * @param {number} position
   * @returns {boolean} False where the page would not have it.
   */
  added({ sku, title, price }, position) {
    const queryId = this.queryId()
    if (!this.emit('add-to-cart', { sku, title, price, queryId, position })) return false
    report(this.api, 'add_to_cart', { queryId, sku, position })
    return true
  }
}
