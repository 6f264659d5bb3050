/** @import {Api} from './api.js' */

const STORED_AS = 'gumsole-session'
const FITTING = /^[A-Za-z0-9_-]{8,64}$/

let remembered = ''

/** The pseudonym of this tab's visit; where nothing may be stored it lasts as long as the page. */
export function session() {
  try {
    remembered = sessionStorage.getItem(STORED_AS) || remembered
    if (!FITTING.test(remembered)) remembered = pseudonym()
    sessionStorage.setItem(STORED_AS, remembered)
  } catch {
    remembered ||= pseudonym()
  }
  return remembered
}

function pseudonym() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/**
 * Tell the store what a shopper did with a product of an answer. What was shown it knows itself.
 * @param {Api} api
 * @param {'click' | 'add_to_cart' | 'remove_from_cart'} action
 * @param {{queryId: string, sku: string, position: number}} done
 */
export function report(api, action, { queryId, sku, position }) {
  api.event({
    action_name: action,
    query_id: queryId,
    client_id: api.shared.session,
    timestamp: new Date().toISOString(),
    event_attributes: {
      object: { object_id: sku, object_id_field: 'sku' },
      position: { ordinal: position },
      ...(action === 'add_to_cart' && { quantity: 1 }),
    },
  })
}
