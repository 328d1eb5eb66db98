"""The CRCs that S3 knows, in big steps: a byte at a time takes Python a second for 10 MiB, this a tenth of it.

A message is a polynomial over GF(2), so one huge integer, and its CRC a remainder. Shifting and adding such integers
is compiled code. So the upper half of one is brought down to the lower by what its place is worth (x to the power of
the lower half's bits, which has a remainder of a few dozen terms), again and again, until little is left to divide.
"""
import base64

REVERSED = bytes(int(f"{value:08b}"[::-1], 2) for value in range(256))
BLOCK = 1 << 18


class Crc:
    """A reflected CRC that begins and ends with all bits turned, by its polynomial as such are published."""

    def __init__(self, width, polynomial):
        self.width = width
        self.ones = (1 << width) - 1
        self.polynomial = 1 << width | self._reversed(polynomial)
        self.worths = {}        # the terms of x to the power of so many bits; all blocks but the last ask for the same

    def _reversed(self, value):
        """The remainder as others write it, whose highest power is the lowest bit; and back."""
        return int(f"{value:0{self.width}b}"[::-1], 2)

    def _divided(self, value):
        """The remainder, a bit at a time."""
        while (more := value.bit_length() - self.width) > 0:
            value ^= self.polynomial << more - 1
        return value

    def _worth(self, bits):
        if bits not in self.worths:
            value = 1
            for digit in f"{bits:b}":
                # The square of a polynomial has its terms at twice their places.
                value = self._divided(int("0".join(f"{value:b}"), 2) << int(digit))
            self.worths[bits] = [place for place in range(self.width) if value >> place & 1]
        return self.worths[bits]

    def _remainder(self, value, bits):
        while bits > 8 * self.width:
            half = bits // 2
            upper = value >> half
            value &= (1 << half) - 1
            for place in self._worth(half):
                value ^= upper << place
            bits += self.width - half
        return self._divided(value)

    def base64(self, content):
        """As S3 writes it: of the big-endian bytes."""
        state = self.ones
        for block in content.blocks(BLOCK):
            bits = 8 * len(block)
            value = int.from_bytes(block.translate(REVERSED), "big") << self.width ^ state << bits
            state = self._remainder(value, bits + self.width)
        return base64.b64encode(self._reversed(state ^ self.ones).to_bytes(self.width // 8, "big")).decode()
