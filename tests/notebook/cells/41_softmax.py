# %% 4.1.1.a
import torch.nn.functional as F
labels = torch.tensor([0, 2, 1])
F.one_hot(labels, 3)
# %% 4.1.1.b
torch.manual_seed(0)
x = torch.randn(4)
W = torch.randn(3, 4)
b = torch.zeros(3)
o = torch.mv(W, x) + b
o, o.sum()
# %% 4.1.1.c
y_hat = o.softmax(0)
y_hat, y_hat.sum(), o.argmax().equal(y_hat.argmax())
# %% 4.1.1.d
X = torch.randn(2, 4)
(X @ W.T + b).softmax(1).shape
# %% 4.1.2.a
y = torch.tensor([1])
scores = o.detach().reshape(1, 3).requires_grad_()
loss = F.cross_entropy(scores, y)
loss
# %% 4.1.2.b
loss.backward()
scores.grad, y_hat - F.one_hot(y, 3)
# %% 4.1.2.c
large = torch.tensor([[1e4, -1e4, 0]])
large.exp() / large.exp().sum(), large.softmax(1), F.cross_entropy(large, torch.tensor([1]))
# %% 4.1.3.a
def surprisal(p):
    return -torch.log(p)
surprisal(torch.tensor([1, 0.5, 0.25, 0.01]))
# %% 4.1.3.b
def entropy(p):
    return (p * surprisal(p)).sum()
P = torch.tensor([0.5, 0.25, 0.25])
entropy(P), entropy(torch.ones(4) / 4)
# %% 4.1.3.c
def cross_entropy(p, q):
    return (p * surprisal(q)).sum()
Q = torch.tensor([0.25, 0.25, 0.5])
cross_entropy(P, P), cross_entropy(P, Q)
