# %% 3.2.1.a
# %% 3.2.1.b
class A:
    def __init__(self):
        self.b = 1
a = A()
# %% 3.2.1.c
def do(self):
    print('Class attribute "b" is', self.b)
A.do = do
a.do()
# %% 3.2.1.d
# %% 3.2.1.e
class B:
    def __init__(self, a, b, c):
        self.a, self.b = a, b
        print('self.a =', self.a, 'self.b =', self.b)
        print('There is no self.c =', not hasattr(self, 'c'))
b = B(a=1, b=2, c=3)
# %% 3.2.1.f
# %% 3.2.1.g
import numpy as np
x = np.arange(0, 10, 0.1)
def averaged(f, every_n):
    return [list(values.reshape(-1, every_n).mean(1)) for values in (x, f(x))]
curves(sin=averaged(np.sin, 2), cos=averaged(np.cos, 10))
# %% 3.2.2.a
# %% 3.2.3.a
# %% 3.2.4.a
# %% 3.2.4.b
batches = len(torch.utils.data.DataLoader(range(1000), batch_size=32))
print('batches:', 2 * batches, 'of', 2 * batches)
