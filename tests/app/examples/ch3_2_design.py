# 3.2; the board's figure is a file.
# %%
class A:
    def __init__(self):
        self.b = 1

def do(self):
    print('Class attribute "b" is', self.b)

A.do = do
A().do()
# %%
class B:
    def __init__(self, a, b, c):
        self.a, self.b = a, b
        print('self.a =', self.a, 'self.b =', self.b)
        print('There is no self.c =', not hasattr(self, 'c'))

b = B(a=1, b=2, c=3)
# %%
print('{{.*}}board.svg')
