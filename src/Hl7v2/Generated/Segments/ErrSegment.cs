// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Error: ERR, field by field (HL7 v2.5.1 and later). What was not sent is an empty value.</summary>
public readonly struct ErrSegment
{
    /// <summary>Sees a segment as ERR; one that is not there has only empty fields.</summary>
    public ErrSegment(Segment segment) => Segment = segment;

    /// <summary>The segment itself, for local fields and for its place.</summary>
    public Segment Segment { get; }

    /// <summary>The message has this segment.</summary>
    public bool Exists => Segment.Exists;

    /// <summary>ERR-1: Error Code and Location (ELD).</summary>
    public Repeated<Eld> ErrorCodeAndLocation => new(Segment.Slice(1));

    /// <summary>ERR-2: Error Location (ERL).</summary>
    public Repeated<Erl> ErrorLocation => new(Segment.Slice(2));

    /// <summary>ERR-3: HL7 Error Code (CWE, table 0357).</summary>
    public Cwe HL7ErrorCode => Cwe.Of(Segment.First(3));

    /// <summary>ERR-4: Severity (ID, table 0516).</summary>
    public St Severity => St.Of(Segment.First(4));

    /// <summary>ERR-5: Application Error Code (CWE, table 0533).</summary>
    public Cwe ApplicationErrorCode => Cwe.Of(Segment.First(5));

    /// <summary>ERR-6: Application Error Parameter (ST).</summary>
    public Repeated<St> ApplicationErrorParameter => new(Segment.Slice(6));

    /// <summary>ERR-7: Diagnostic Information (TX).</summary>
    public St DiagnosticInformation => St.Of(Segment.First(7));

    /// <summary>ERR-8: User Message (TX).</summary>
    public St UserMessage => St.Of(Segment.First(8));

    /// <summary>ERR-9: Inform Person Indicator (IS, table 0517).</summary>
    public Repeated<St> InformPersonIndicator => new(Segment.Slice(9));

    /// <summary>ERR-10: Override Type (CWE, table 0518).</summary>
    public Cwe OverrideType => Cwe.Of(Segment.First(10));

    /// <summary>ERR-11: Override Reason Code (CWE, table 0519).</summary>
    public Repeated<Cwe> OverrideReasonCode => new(Segment.Slice(11));

    /// <summary>ERR-12: Help Desk Contact Point (XTN).</summary>
    public Repeated<Xtn> HelpDeskContactPoint => new(Segment.Slice(12));

    /// <summary>Its place, never its content.</summary>
    public override string ToString() => Segment.ToString();
}
