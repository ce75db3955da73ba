# 5.2, whose print-out is figures: here files. The summary of the layers is the book's layer_summary.
# %%
import torch
from torch import nn

print(r'{{(no data found: everything below is computed from the synthetic set\n)?}}'
      r'mlp_scratch: validation accuracy {{0\.\d+}}')
print('{{.*}}mlp_scratch.svg')
# %%
X = torch.randn(1, 1, 28, 28)
for layer in [nn.Flatten(), nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 10)]:
    X = layer(X)
    print(layer.__class__.__name__, 'output shape:\t', str(X.shape).replace('torch.', ''))
# %%
print(r'mlp: validation accuracy {{0\.\d+}}')
print('{{.*}}mlp.svg')
