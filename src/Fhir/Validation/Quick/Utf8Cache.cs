using System.Text;

namespace Carelake.Fhir.Validation.Quick;

/// <summary>Remembers what was made of a text, found by its bytes. Any thread may ask; a new entry makes a new table.</summary>
internal sealed class Utf8Cache<T>(Func<string, T> make)
{
    private const int MostKept = 4096;
    private readonly Lock _lock = new();
    private volatile Table _table = new([], 16);

    public T Get(ReadOnlySpan<byte> text)
    {
        if (_table.TryGet(text, out var known)) return known;
        var made = make(Encoding.UTF8.GetString(text));
        lock (_lock)
        {
            if (_table.Entries.Length < MostKept && !_table.TryGet(text, out _))
            {
                var entries = _table.Entries.Append((text.ToArray(), made)).ToArray();
                _table = new Table(entries, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)entries.Length * 3));
            }
        }
        return made;
    }

    private sealed class Table
    {
        private readonly (byte[] Text, T Value)[] _slots;

        public Table((byte[] Text, T Value)[] entries, int size)
        {
            Entries = entries;
            _slots = new (byte[], T)[Math.Max(size, 16)];
            foreach (var entry in entries)
            {
                var slot = Utf8Hash.Of(entry.Text) & (_slots.Length - 1);
                while (_slots[slot].Text is not null) slot = (slot + 1) & (_slots.Length - 1);
                _slots[slot] = entry;
            }
        }

        public (byte[] Text, T Value)[] Entries { get; }

        public bool TryGet(ReadOnlySpan<byte> text, out T value)
        {
            for (var slot = Utf8Hash.Of(text) & (_slots.Length - 1); _slots[slot].Text is { } known; slot = (slot + 1) & (_slots.Length - 1))
            {
                if (!text.SequenceEqual(known)) continue;
                value = _slots[slot].Value;
                return true;
            }
            value = default!;
            return false;
        }
    }
}
