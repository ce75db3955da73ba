# %% 2.5.1.a
x = torch.arange(4.0)
x
# %% 2.5.1.b
x.requires_grad_(True)
print(x.grad)
# %% 2.5.1.c
y = 2 * torch.dot(x, x)
y
# %% 2.5.1.d
y.backward()
x.grad
# %% 2.5.1.e
x.grad == 4 * x
# %% 2.5.1.f
x.grad.zero_()
y = x.sum()
y.backward()
x.grad
# %% 2.5.2.a
x.grad.zero_()
y = x * x
y.backward(gradient=torch.ones(len(y)))
x.grad
# %% 2.5.3.a
x.grad.zero_()
y = x * x
u = y.detach()
z = u * x
z.sum().backward()
x.grad == u
# %% 2.5.3.b
x.grad.zero_()
y.sum().backward()
x.grad == 2 * x
# %% 2.5.4.a
def f(a):
    b = a * 2
    while b.norm() < 1000:
        b = b * 2
    return b if b.sum() > 0 else 100 * b
# %% 2.5.4.b
torch.manual_seed(0)
a = torch.randn(size=(), requires_grad=True)
d = f(a)
d.backward()
# %% 2.5.4.c
a.grad == d / a
# %% 2.5.5.a
y = torch.dot(x, x)
y.backward(retain_graph=True)
y.backward()
try:
    y.backward()
except RuntimeError:
    print('the third time fails: True')
# %% 2.5.5.b
first, = torch.autograd.grad((x ** 3).sum(), x, create_graph=True)
second, = torch.autograd.grad(first.sum(), x)
second == 6 * x
