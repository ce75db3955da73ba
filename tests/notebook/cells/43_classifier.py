# %% 4.3.1.a
# %% 4.3.1.b
# %% 4.3.2.a
def accuracy(Y_hat, Y, averaged=True):
    Y_hat = Y_hat.reshape((-1, Y_hat.shape[-1]))
    preds = Y_hat.argmax(axis=1).type(Y.dtype)
    compare = (preds == Y.reshape(-1)).type(torch.float32)
    return compare.mean() if averaged else compare
# %% 4.3.2.b
scores = torch.tensor([[0.1, 0.3, 0.6], [0.3, 0.2, 0.5], [0.8, 0.1, 0.1]])
labels = torch.tensor([2, 0, 0])
accuracy(scores, labels), accuracy(scores, labels, False)
