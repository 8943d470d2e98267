namespace Carelake.Tests.Fuzz;

/// <summary>Makes broken inputs out of good ones: bits turned, bytes and runs removed, doubled, moved, replaced by what is special in the format.</summary>
public sealed class Mutator(int seed, IReadOnlyList<byte[]> corpus, byte[] special)
{
    private const int LongestResult = 1 << 20;
    private readonly Random _random = new(seed);

    /// <summary>A file of the corpus with one to eight changes, spliced with another one now and then.</summary>
    public byte[] Next()
    {
        var bytes = new List<byte>(corpus[_random.Next(corpus.Count)]);
        for (var changes = _random.Next(1, 9); changes > 0; changes--)
            Change(bytes);
        if (bytes.Count > LongestResult) bytes.RemoveRange(LongestResult, bytes.Count - LongestResult);
        return [.. bytes];
    }

    private void Change(List<byte> bytes)
    {
        if (bytes.Count == 0) bytes.Add((byte)_random.Next(256));
        var at = _random.Next(bytes.Count);
        var length = Math.Min(_random.Next(1, 1 << _random.Next(1, 9)), bytes.Count - at);
        switch (_random.Next(9))
        {
            case 0: bytes[at] ^= (byte)(1 << _random.Next(8)); break;
            case 1: bytes[at] = (byte)_random.Next(256); break;
            case 2: bytes[at] = special[_random.Next(special.Length)]; break;
            case 3: bytes.Insert(at, special[_random.Next(special.Length)]); break;
            case 4: bytes.RemoveRange(at, length); break;
            case 5: bytes.InsertRange(_random.Next(bytes.Count), bytes.GetRange(at, length)); break;
            case 6: bytes.RemoveRange(at, bytes.Count - at); break;
            case 7: bytes.InsertRange(at, Enumerable.Repeat(special[_random.Next(special.Length)], length)); break;
            default:
                var other = corpus[_random.Next(corpus.Count)];
                var from = _random.Next(other.Length + 1);
                bytes.InsertRange(at, other[from..Math.Min(other.Length, from + length)]);
                break;
        }
    }
}
