// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Extended Address: XAD, component by component (HL7 v2.5.1 chapter 2.A). What was not sent is an empty value.</summary>
public readonly struct Xad : IHl7Type<Xad>
{
    private readonly Hl7Part _part;

    private Xad(Hl7Part part) => _part = part;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _part.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _part.IsNull;

    /// <summary>XAD.1: Street Address (SAD).</summary>
    public Sad StreetAddress => Sad.Of(_part.Component(1));

    /// <summary>XAD.2: Other Designation (ST).</summary>
    public St OtherDesignation => St.Of(_part.Component(2));

    /// <summary>XAD.3: City (ST).</summary>
    public St City => St.Of(_part.Component(3));

    /// <summary>XAD.4: State or Province (ST).</summary>
    public St StateOrProvince => St.Of(_part.Component(4));

    /// <summary>XAD.5: Zip or Postal Code (ST).</summary>
    public St ZipOrPostalCode => St.Of(_part.Component(5));

    /// <summary>XAD.6: Country (ID, table 0399).</summary>
    public St Country => St.Of(_part.Component(6));

    /// <summary>XAD.7: Address Type (ID, table 0190).</summary>
    public St AddressType => St.Of(_part.Component(7));

    /// <summary>XAD.8: Other Geographic Designation (ST).</summary>
    public St OtherGeographicDesignation => St.Of(_part.Component(8));

    /// <summary>XAD.9: County/Parish Code (IS, table 0289).</summary>
    public St CountyParishCode => St.Of(_part.Component(9));

    /// <summary>XAD.10: Census Tract (IS, table 0288).</summary>
    public St CensusTract => St.Of(_part.Component(10));

    /// <summary>XAD.11: Address Representation Code (ID, table 0465).</summary>
    public St AddressRepresentationCode => St.Of(_part.Component(11));

    /// <summary>XAD.12: Address Validity Range (DR).</summary>
    public Dr AddressValidityRange => Dr.Of(_part.Component(12));

    /// <summary>XAD.13: Effective Date (TS).</summary>
    public Dtm EffectiveDate => Dtm.Of(_part.Component(13));

    /// <summary>XAD.14: Expiration Date (TS).</summary>
    public Dtm ExpirationDate => Dtm.Of(_part.Component(14));

    /// <summary>XAD.15: Expiration Reason (CWE, table 0616).</summary>
    public Cwe ExpirationReason => Cwe.Of(_part.Component(15));

    /// <summary>XAD.16: Temporary Indicator (ID, table 0136).</summary>
    public St TemporaryIndicator => St.Of(_part.Component(16));

    /// <summary>XAD.17: Bad Address Indicator (ID, table 0136).</summary>
    public St BadAddressIndicator => St.Of(_part.Component(17));

    /// <summary>XAD.18: Address Usage (ID, table 0617).</summary>
    public St AddressUsage => St.Of(_part.Component(18));

    /// <summary>XAD.19: Addressee (ST).</summary>
    public St Addressee => St.Of(_part.Component(19));

    /// <summary>XAD.20: Comment (ST).</summary>
    public St Comment => St.Of(_part.Component(20));

    /// <summary>XAD.21: Preference Order (NM).</summary>
    public Nm PreferenceOrder => Nm.Of(_part.Component(21));

    /// <summary>XAD.22: Protection Code (CWE, table 0618).</summary>
    public Cwe ProtectionCode => Cwe.Of(_part.Component(22));

    /// <summary>XAD.23: Address Identifier (EI).</summary>
    public Ei AddressIdentifier => Ei.Of(_part.Component(23));

    /// <inheritdoc/>
    public static Xad Of(Hl7Part part) => new(part);

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => _part.ToString();
}
