using System.Text;
using Carelake.Fhir.Definitions;

namespace Carelake.Fhir.Validation.Quick;

/// <summary>The codes of a value set, found by their bytes.</summary>
internal sealed class CodeTable
{
    private readonly (byte[] System, byte[] Code)[] _slots;

    public CodeTable(FhirValueSet set)
    {
        var codes = set.Systems.SelectMany(system => set.Codes(system).Select(code => (System: Encoding.UTF8.GetBytes(system), Code: Encoding.UTF8.GetBytes(code)))).ToList();
        _slots = new (byte[], byte[])[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(codes.Count * 2) + 1)];
        foreach (var code in codes)
        {
            var slot = Utf8Hash.Of(code.Code) & (_slots.Length - 1);
            while (_slots[slot].Code is not null) slot = (slot + 1) & (_slots.Length - 1);
            _slots[slot] = code;
        }
    }

    /// <summary>Holds a code of whichever system.</summary>
    public bool Contains(ReadOnlySpan<byte> code)
    {
        for (var slot = Utf8Hash.Of(code) & (_slots.Length - 1); _slots[slot].Code is { } known; slot = (slot + 1) & (_slots.Length - 1))
            if (code.SequenceEqual(known))
                return true;
        return false;
    }

    /// <summary>Holds a code of this system.</summary>
    public bool Contains(ReadOnlySpan<byte> system, ReadOnlySpan<byte> code)
    {
        for (var slot = Utf8Hash.Of(code) & (_slots.Length - 1); _slots[slot].Code is { } known; slot = (slot + 1) & (_slots.Length - 1))
            if (code.SequenceEqual(known) && system.SequenceEqual(_slots[slot].System))
                return true;
        return false;
    }
}
