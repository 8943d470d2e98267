using System.Collections.Immutable;

namespace Carelake.X12;

/// <summary>NM1 and N1 loops to parties and back.</summary>
internal static class PartyReading
{
    /// <summary>A party from its loop; its loops inside are not looked at.</summary>
    public static Party Read(ModelReading reading, LoopNode loop) => Read(reading, loop.Segments);

    /// <summary>A party from the segments of its loop, NM1 or N1 first.</summary>
    public static Party Read(ModelReading reading, IReadOnlyList<X12SegmentValue> segments)
    {
        var head = segments[0];
        var others = ImmutableArray.CreateBuilder<X12SegmentValue>();
        var references = ImmutableArray.CreateBuilder<Reference>();
        var contacts = ImmutableArray.CreateBuilder<Contact>();
        var dates = ImmutableArray.CreateBuilder<QualifiedDate>();
        X12SegmentValue? street = null, city = null, person = null, provider = null;
        foreach (var segment in segments.Skip(1))
        {
            switch (segment.Id)
            {
                case "N3" when street is null && ModelReading.IsPlain(segment, 2): street = segment; break;
                case "N4" when city is null && IsPlainCity(segment): city = segment; break;
                case "DMG" when person is null && IsPlainPerson(segment): person = segment; break;
                case "PRV" when provider is null && segment.Element(2) is "PXC" && ModelReading.IsPlain(segment, 3): provider = segment; break;
                case "REF" when ModelReading.IsPlain(segment, 3): references.Add(ModelReading.ReferenceOf(segment)); break;
                case "PER" when IsPlainContact(segment): contacts.Add(ContactOf(segment)); break;
                case "DTP" when ModelReading.IsPlain(segment, 3): dates.Add(ModelReading.Dtp(segment)); break;
                default: others.Add(segment); break;
            }
        }
        return NameOf(reading, head) with
        {
            Address = AddressOf(street, city),
            BirthDate = person is null ? null : QualifiedDate.Day(person.Element(2)),
            SexCode = ModelReading.Text(person, 3),
            ProviderRoleCode = ModelReading.Text(provider, 1),
            TaxonomyCode = ModelReading.Text(provider, 3),
            References = references.ToImmutable(),
            Contacts = contacts.ToImmutable(),
            Dates = dates.ToImmutable(),
            Others = others.ToImmutable(),
        };
    }

    /// <summary>A party from its NM1, or N1 in 835 and 834, alone.</summary>
    public static Party NameOf(ModelReading reading, X12SegmentValue head)
    {
        if (head.Id == "N1")
        {
            reading.OnlyElements(head, 1, 2, 3, 4);
            return new()
            {
                EntityCode = head.Element(1),
                Name = ModelReading.Text(head, 2),
                IdQualifier = ModelReading.Text(head, 3),
                Id = ModelReading.Text(head, 4),
            };
        }
        reading.OnlyElements(head, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        if (head.Element(2) is not ("" or "1" or "2")) reading.Warn("X12-0506", head, 2, "The model knows persons (1) and others (2) only; the value is not kept.");
        return new()
        {
            EntityCode = head.Element(1),
            IsPerson = head.Element(2) == "1",
            Name = ModelReading.Text(head, 3),
            FirstName = ModelReading.Text(head, 4),
            MiddleName = ModelReading.Text(head, 5),
            NamePrefix = ModelReading.Text(head, 6),
            NameSuffix = ModelReading.Text(head, 7),
            IdQualifier = ModelReading.Text(head, 8),
            Id = ModelReading.Text(head, 9),
        };
    }

    /// <summary>PER.</summary>
    public static Contact ContactOf(X12SegmentValue segment) =>
        new(segment.Element(1), ModelReading.Text(segment, 2), NumberOf(segment, 3), NumberOf(segment, 5), NumberOf(segment, 7));

    /// <summary>N3 and N4, either of which may be absent.</summary>
    public static Address? AddressOf(X12SegmentValue? street, X12SegmentValue? city) =>
        street is null && city is null
            ? null
            : new(
                ModelReading.Text(street, 1), ModelReading.Text(street, 2), ModelReading.Text(city, 1), ModelReading.Text(city, 2),
                ModelReading.Text(city, 3), ModelReading.Text(city, 4), ModelReading.Text(city, 7));

    /// <summary>Adds a party's segments.</summary>
    public static void Write(LoopWriting loop, Party party, bool hasProviderSegment = true)
    {
        loop.Add(
            "NM1", party.EntityCode, party.IsPerson ? "1" : "2", party.Name, party.FirstName, party.MiddleName, party.NamePrefix,
            party.NameSuffix, party.IdQualifier, party.Id);
        if (hasProviderSegment && party.TaxonomyCode is { } taxonomy) loop.Add("PRV", party.ProviderRoleCode, "PXC", taxonomy);
        if (party.Address is { } address)
        {
            if ((address.Line1 ?? address.Line2) is not null) loop.Add("N3", address.Line1, address.Line2);
            if ((address.City ?? address.State ?? address.PostalCode ?? address.CountryCode ?? address.SubdivisionCode) is not null)
                loop.Add("N4", address.City, address.State, address.PostalCode, address.CountryCode, default, default, address.SubdivisionCode);
        }
        if (party.BirthDate is not null || party.SexCode is not null)
            loop.Add("DMG", party.BirthDate is null ? null : "D8", party.BirthDate, party.SexCode);
        foreach (var reference in party.References) loop.Add("REF", reference.Qualifier, reference.Value, reference.Description);
        foreach (var contact in party.Contacts)
            loop.Add("PER", contact.FunctionCode, contact.Name, contact.Number1?.Qualifier, contact.Number1?.Value,
                contact.Number2?.Qualifier, contact.Number2?.Value, contact.Number3?.Qualifier, contact.Number3?.Value);
        foreach (var date in party.Dates) loop.Add("DTP", date.Qualifier, date.Format, date.Text);
        foreach (var other in party.Others) loop.Add(other);
    }

    private static ContactNumber? NumberOf(X12SegmentValue segment, int at) =>
        ModelReading.Text(segment, at) is { } qualifier ? new(qualifier, segment.Element(at + 1)) : null;

    // A number without its kind has no place.
    private static bool IsPlainContact(X12SegmentValue segment)
    {
        if (!ModelReading.IsPlain(segment, 8)) return false;
        for (var kind = 3; kind <= 7; kind += 2)
            if (segment.View.Element(kind).IsEmpty && !segment.View.Element(kind + 1).IsEmpty)
                return false;
        return true;
    }

    private static bool IsPlainCity(X12SegmentValue segment) =>
        ModelReading.IsPlain(segment, 7) && segment.View.Element(5).IsEmpty && segment.View.Element(6).IsEmpty;

    private static bool IsPlainPerson(X12SegmentValue segment) =>
        ModelReading.IsPlain(segment, 3)
        && (segment.View.Element(2).IsEmpty || (segment.Element(1) == "D8" && segment.Element(2).Length == 8 && QualifiedDate.Day(segment.Element(2)) is not null));
}
