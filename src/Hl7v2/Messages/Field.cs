namespace Carelake.Hl7v2;

/// <summary>One field of a segment, with all its repetitions (HL7 v2.5.1 section 2.5.3). The default value is one that was not sent.</summary>
public readonly struct Field
{
    private readonly Slice _slice;
    private readonly Segment _segment;

    internal Field(Slice slice, Segment segment, int number) => (_slice, _segment, Number) = (slice, segment, number);

    /// <summary>Its number in the standard; 0 when it was not sent.</summary>
    public int Number { get; }

    /// <summary>The segment it stands in.</summary>
    public Segment Segment => _segment;

    /// <summary>Where it stands, such as <c>OBX[3]-5</c>; empty when it was not sent.</summary>
    public string Path => Number == 0 ? "" : $"{_segment.Path}-{Number}";

    /// <summary>Nothing was sent, or nothing but delimiters: the stored value stays.</summary>
    public bool IsEmpty => _slice.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted (HL7 v2.5.1 section 2.5.3).</summary>
    public bool IsNull => _slice.IsNull;

    /// <summary>A value was sent: neither empty nor null.</summary>
    public bool HasValue => !_slice.IsEmpty && !_slice.IsNull;

    /// <summary>The bytes as they stand in <see cref="Hl7Message.Bytes"/>, delimiters and escapes included.</summary>
    public ReadOnlySpan<byte> Bytes => _slice.Bytes;

    /// <summary>Bytes of <see cref="Hl7Message.Bytes"/> before it; 0 when it was not sent.</summary>
    public int Offset => _slice.Start;

    /// <summary>The bytes as text, delimiters and escapes as they stand.</summary>
    public string Raw => _slice.Raw;

    /// <summary>
    /// What a receiver of one value reads: the first subcomponent of the first component of the first repetition, decoded and unescaped. Empty when
    /// nothing or null was sent.
    /// </summary>
    public string Text => _slice.FirstPart().Text();

    /// <summary>All of it, decoded and unescaped, with its delimiters as they stand: for free text in which a sender forgot to escape.</summary>
    public string WholeText => _slice.Text();

    /// <summary>Its repetitions as a data type: what OBX-5 holds is named by OBX-2.</summary>
    public Repeated<T> As<T>()
        where T : struct, IHl7Type<T> => new(_slice);

    /// <summary>A component of the first repetition by number, from 1; empty past the end.</summary>
    public Component Component(int number) => Repetition(1).Component(number);

    /// <summary>A repetition by number, from 1; empty past the end.</summary>
    public Repetition Repetition(int number) => new(_slice.RepetitionPart(number));

    /// <summary>A repetitions that were sent, empty or not; 0 when nothing was.</summary>
    public int RepetitionCount => _slice.HasRepetitions ? _slice.CountParts(Delimiters.Repetition) : _slice.Length > 0 ? 1 : 0;

    /// <summary>Every repetition in order.</summary>
    public IEnumerable<Repetition> Repetitions
    {
        get
        {
            for (var number = 1; number <= RepetitionCount; number++)
                yield return Repetition(number);
        }
    }

    /// <summary>How much was sent, never what.</summary>
    public override string ToString() => $"{Bytes.Length} bytes";

    private Delimiters Delimiters => _slice.Message?.Delimiters ?? default;

    internal Slice Slice => _slice;
}
