using System.Buffers.Binary;

namespace Carelake.Fhir.Definitions;

/// <summary>What a JSON property of a type stands for: found by its bytes, without making a string.</summary>
internal sealed class JsonNameTable
{
    /// <summary>One JSON name.</summary>
    /// <param name="Name">Its bytes.</param>
    /// <param name="Element">The element.</param>
    /// <param name="Choice">The type that the name says.</param>
    /// <param name="ChoiceIndex">Position of the type among the element's.</param>
    /// <param name="IsCompanion">The <c>_name</c> beside a primitive.</param>
    internal sealed record Entry(byte[] Name, FhirElementInfo Element, FhirTypeChoice Choice, int ChoiceIndex, bool IsCompanion)
    {
        /// <summary>The entry of the value beside a companion, or of the companion beside a value; null where there is none.</summary>
        public Entry? Counterpart { get; set; }

        /// <summary>Position in the table of all names of the type, from 0.</summary>
        public int Index { get; set; }
    }

    public static JsonNameTable Empty { get; } = new();

    private readonly Entry?[] _slots;

    private JsonNameTable() => (_slots, Entries) = (new Entry?[1], []);

    public JsonNameTable(FhirTypeInfo type)
    {
        var entries = new List<Entry>();
        foreach (var element in type.Elements)
            for (var index = 0; index < element.Types.Length; index++)
                Add(entries, element, index);
        Count = entries.Count;
        Entries = entries;
        _slots = new Entry?[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(entries.Count * 3) + 1)];
        foreach (var entry in entries)
        {
            var slot = Hash(entry.Name) & (_slots.Length - 1);
            while (_slots[slot] is not null) slot = (slot + 1) & (_slots.Length - 1);
            _slots[slot] = entry;
        }
    }

    /// <summary>Names in the table.</summary>
    public int Count { get; }

    /// <summary>All of them, in the order of the definition.</summary>
    public IReadOnlyList<Entry> Entries { get; }

    public Entry? Find(ReadOnlySpan<byte> name)
    {
        for (var slot = Hash(name) & (_slots.Length - 1); _slots[slot] is { } entry; slot = (slot + 1) & (_slots.Length - 1))
            if (name.SequenceEqual(entry.Name))
                return entry;
        return null;
    }

    private static void Add(List<Entry> entries, FhirElementInfo element, int index)
    {
        var choice = element.Types[index];
        var value = new Entry(choice.Utf8Name, element, choice, index, IsCompanion: false) { Index = entries.Count };
        entries.Add(value);
        if (!choice.Type.IsPrimitive) return;
        var companion = new Entry(choice.Utf8Companion, element, choice, index, IsCompanion: true) { Index = entries.Count, Counterpart = value };
        value.Counterpart = companion;
        entries.Add(companion);
    }

    // The length, the first eight bytes and the last eight tell the names of any one type apart nearly always.
    private static int Hash(ReadOnlySpan<byte> name)
    {
        ulong mixed = (ulong)name.Length;
        if (name.Length >= 8)
        {
            mixed ^= BinaryPrimitives.ReadUInt64LittleEndian(name) ^ (BinaryPrimitives.ReadUInt64LittleEndian(name[^8..]) * 31);
        }
        else
        {
            foreach (var letter in name) mixed = (mixed << 8) | letter;
        }
        return (int)((mixed * 0x9E3779B97F4A7C15UL) >> 33);
    }
}
