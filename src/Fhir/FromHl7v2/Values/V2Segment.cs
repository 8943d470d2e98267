using Carelake.Fhir.FromHl7v2.Tables;
using Carelake.Hl7v2;

namespace Carelake.Fhir.FromHl7v2.Values;

/// <summary>A segment while its message is converted: remembers what was read of it.</summary>
internal sealed class V2Segment
{
    private readonly Segment _segment;
    private readonly V2Repetition[]?[] _fields;

    public V2Segment(Segment segment, int occurrence)
    {
        _segment = segment;
        Id = segment.Id;
        Slot = NameSlots.Find(Id);
        Occurrence = occurrence;
        _fields = new V2Repetition[segment.FieldCount + 1][];
    }

    public string Id { get; }

    /// <summary>Of its name; -1 when no table has it.</summary>
    public int Slot { get; }

    /// <summary>Place among the segments of its name, from 1.</summary>
    public int Occurrence { get; }

    /// <summary>A step of the message's map took it.</summary>
    public bool IsMapped { get; set; }

    public int FieldCount => _fields.Length - 1;

    public string Path => $"{Id}[{Occurrence}]";

    /// <summary>The field has bytes, if only delimiters.</summary>
    public bool IsSent(int number) => !_segment.Field(number).Bytes.IsEmpty;

    /// <summary>Every repetition that was sent; none past the last field.</summary>
    public V2Repetition[] Field(int number)
    {
        if (number < 1 || number > FieldCount) return [];
        return _fields[number] ??= Read(number);
    }

    private V2Repetition[] Read(int number)
    {
        var field = _segment.Field(number);
        if (field.Bytes.IsEmpty) return [];
        // MSH-2 is made of the delimiters themselves.
        var isDelimiters = number <= 2 && Id is "MSH" or "BHS" or "FHS";
        var repetitions = new V2Repetition[isDelimiters ? Math.Min(1, field.RepetitionCount) : field.RepetitionCount];
        for (var index = 0; index < repetitions.Length; index++)
            repetitions[index] = new(this, number, index + 1, field.Repetition(index + 1));
        return repetitions;
    }
}
