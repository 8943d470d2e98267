using System.Buffers.Binary;

namespace Carelake.Delta.DeletionVectors;

/// <summary>Bytes as text, four in five letters (ZeroMQ RFC 32). Odd ends are padded with zeros, as the Delta protocol has it.</summary>
public static class Z85
{
    private const string Alphabet = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#";

    /// <summary>Bytes to text.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        var padded = new byte[(bytes.Length + 3) / 4 * 4];
        bytes.CopyTo(padded);
        var text = new char[padded.Length / 4 * 5];
        for (var block = 0; block < padded.Length / 4; block++)
        {
            var value = BinaryPrimitives.ReadUInt32BigEndian(padded.AsSpan(block * 4));
            for (var letter = 4; letter >= 0; letter--)
            {
                text[(block * 5) + letter] = Alphabet[(int)(value % 85)];
                value /= 85;
            }
        }

        return new string(text);
    }

    /// <summary>Text to bytes, with the padding still at the end.</summary>
    /// <exception cref="FormatException">The text has a letter or a length that Z85 never has.</exception>
    public static byte[] Decode(ReadOnlySpan<char> text)
    {
        if (text.Length % 5 != 0) throw new FormatException("The length of Z85 text is a multiple of five.");
        var bytes = new byte[text.Length / 5 * 4];
        for (var block = 0; block < text.Length / 5; block++)
        {
            var value = 0UL;
            foreach (var letter in text.Slice(block * 5, 5))
            {
                var digit = Alphabet.IndexOf(letter, StringComparison.Ordinal);
                if (digit < 0) throw new FormatException("A letter is not of the Z85 alphabet.");
                value = (value * 85) + (ulong)digit;
            }

            if (value > uint.MaxValue) throw new FormatException("A group of letters is no Z85 number.");
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(block * 4), (uint)value);
        }

        return bytes;
    }
}
