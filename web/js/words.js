// Display texts of statuses and reasons.

export const STATUSES = ["placed", "accepted", "assigned", "picked_up", "delivered", "cancelled"];

export const SHORT = {
  placed: "placed",
  accepted: "cooking",
  assigned: "courier assigned",
  picked_up: "on the way",
  delivered: "delivered",
  cancelled: "closed",
};

export const HEADLINE = {
  placed: "Waiting for the restaurant",
  accepted: "Your food is being cooked",
  assigned: "A courier is on the way to the restaurant",
  picked_up: "Your food is on its way",
  delivered: "Delivered. Enjoy!",
  cancelled: "This order was closed",
};

export const STEP = {
  placed: "Order placed",
  accepted: "Accepted by the restaurant",
  assigned: "Courier assigned",
  picked_up: "Picked up",
  delivered: "Delivered",
  cancelled: "Closed",
};

export const REASON = {
  no_courier_available: "No courier was free in time.",
  restaurant_did_not_answer: "The restaurant did not answer.",
};

export const isClosed = (status) => status === "delivered" || status === "cancelled";
