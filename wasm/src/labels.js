/** In the order of kLabels in session.cpp. */
export const LABELS = /** @type {const} */ (['train_loss', 'val_loss', 'val_acc']);
