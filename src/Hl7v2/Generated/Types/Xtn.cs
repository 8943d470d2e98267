// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Extended Telecommunication Number: XTN, component by component (HL7 v2.5.1 chapter 2.A). What was not sent is an empty value.</summary>
public readonly struct Xtn : IHl7Type<Xtn>
{
    private readonly Hl7Part _part;

    private Xtn(Hl7Part part) => _part = part;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _part.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _part.IsNull;

    /// <summary>XTN.1: Telephone Number (ST).</summary>
    public St TelephoneNumber => St.Of(_part.Component(1));

    /// <summary>XTN.2: Telecommunication Use Code (ID, table 0201).</summary>
    public St TelecommunicationUseCode => St.Of(_part.Component(2));

    /// <summary>XTN.3: Telecommunication Equipment Type (ID, table 0202).</summary>
    public St TelecommunicationEquipmentType => St.Of(_part.Component(3));

    /// <summary>XTN.4: Email Address (ST).</summary>
    public St EmailAddress => St.Of(_part.Component(4));

    /// <summary>XTN.5: Country Code (NM).</summary>
    public Nm CountryCode => Nm.Of(_part.Component(5));

    /// <summary>XTN.6: Area/City Code (NM).</summary>
    public Nm AreaCityCode => Nm.Of(_part.Component(6));

    /// <summary>XTN.7: Local Number (NM).</summary>
    public Nm LocalNumber => Nm.Of(_part.Component(7));

    /// <summary>XTN.8: Extension (NM).</summary>
    public Nm Extension => Nm.Of(_part.Component(8));

    /// <summary>XTN.9: Any Text (ST).</summary>
    public St AnyText => St.Of(_part.Component(9));

    /// <summary>XTN.10: Extension Prefix (ST).</summary>
    public St ExtensionPrefix => St.Of(_part.Component(10));

    /// <summary>XTN.11: Speed Dial Code (ST).</summary>
    public St SpeedDialCode => St.Of(_part.Component(11));

    /// <summary>XTN.12: Unformatted Telephone number (ST).</summary>
    public St UnformattedTelephoneNumber => St.Of(_part.Component(12));

    /// <summary>XTN.13: Effective Start Date (DTM).</summary>
    public Dtm EffectiveStartDate => Dtm.Of(_part.Component(13));

    /// <summary>XTN.14: Expiration Date (DTM).</summary>
    public Dtm ExpirationDate => Dtm.Of(_part.Component(14));

    /// <summary>XTN.15: Expiration Reason (CWE, table 0868).</summary>
    public Cwe ExpirationReason => Cwe.Of(_part.Component(15));

    /// <summary>XTN.16: Protection Code (CWE, table 0618).</summary>
    public Cwe ProtectionCode => Cwe.Of(_part.Component(16));

    /// <summary>XTN.17: Shared Telecommunication Identifier (EI).</summary>
    public Ei SharedTelecommunicationIdentifier => Ei.Of(_part.Component(17));

    /// <summary>XTN.18: Preference Order (NM).</summary>
    public Nm PreferenceOrder => Nm.Of(_part.Component(18));

    /// <inheritdoc/>
    public static Xtn Of(Hl7Part part) => new(part);

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => _part.ToString();
}
