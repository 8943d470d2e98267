// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Role: ROL, field by field (HL7 v2.5.1 and later). What was not sent is an empty value.</summary>
public readonly struct RolSegment
{
    /// <summary>Sees a segment as ROL; one that is not there has only empty fields.</summary>
    public RolSegment(Segment segment) => Segment = segment;

    /// <summary>The segment itself, for local fields and for its place.</summary>
    public Segment Segment { get; }

    /// <summary>The message has this segment.</summary>
    public bool Exists => Segment.Exists;

    /// <summary>ROL-1: Role Instance ID (EI).</summary>
    public Ei RoleInstanceId => Ei.Of(Segment.First(1));

    /// <summary>ROL-2: Action Code (ID, table 0287).</summary>
    public St ActionCode => St.Of(Segment.First(2));

    /// <summary>ROL-3: Role-ROL (CE, table 0443).</summary>
    public Ce RoleRol => Ce.Of(Segment.First(3));

    /// <summary>ROL-4: Role Person (XCN).</summary>
    public Repeated<Xcn> RolePerson => new(Segment.Slice(4));

    /// <summary>ROL-5: Role Begin Date/Time (TS).</summary>
    public Dtm RoleBeginDateTime => Dtm.Of(Segment.First(5));

    /// <summary>ROL-6: Role End Date/Time (TS).</summary>
    public Dtm RoleEndDateTime => Dtm.Of(Segment.First(6));

    /// <summary>ROL-7: Role Duration (CE).</summary>
    public Ce RoleDuration => Ce.Of(Segment.First(7));

    /// <summary>ROL-8: Role Action Reason (CE).</summary>
    public Ce RoleActionReason => Ce.Of(Segment.First(8));

    /// <summary>ROL-9: Provider Type (CE).</summary>
    public Repeated<Ce> ProviderType => new(Segment.Slice(9));

    /// <summary>ROL-10: Organization Unit Type (CE, table 0406).</summary>
    public Ce OrganizationUnitType => Ce.Of(Segment.First(10));

    /// <summary>ROL-11: Office/Home Address/Birthplace (XAD).</summary>
    public Repeated<Xad> OfficeHomeAddressBirthplace => new(Segment.Slice(11));

    /// <summary>ROL-12: Phone (XTN).</summary>
    public Repeated<Xtn> Phone => new(Segment.Slice(12));

    /// <summary>ROL-13: Person's Location (PL).</summary>
    public Pl PersonsLocation => Pl.Of(Segment.First(13));

    /// <summary>ROL-14: Organization (XON).</summary>
    public Xon Organization => Xon.Of(Segment.First(14));

    /// <summary>Its place, never its content.</summary>
    public override string ToString() => Segment.ToString();
}
