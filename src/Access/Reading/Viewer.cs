using System.Collections.Immutable;
using System.Net;
using Carelake.Access.Cedar;
using Carelake.Access.Policies;

namespace Carelake.Access.Reading;

/// <summary>Who asks, and what for: what the policies are told of a user and of a request.</summary>
public sealed record Viewer
{
    /// <summary>Id of the user or machine, as the audit log names it.</summary>
    public required string Id { get; init; }

    /// <summary>Roles, as policies write them; <c>group_wide</c> is added for roles of the whole group.</summary>
    public ImmutableArray<string> Roles { get; init; } = [];

    /// <summary>Ids of the facilities the user works for.</summary>
    public ImmutableArray<string> Facilities { get; init; } = [];

    /// <summary>The user's department as <c>facility|department</c>; <see langword="null"/> when there is none.</summary>
    public string? Department { get; init; }

    /// <summary>Patients in the user's care, as <c>facility|patient</c>.</summary>
    public ImmutableArray<string> Patients { get; init; } = [];

    /// <summary>Purposes that go with the job.</summary>
    public ImmutableArray<string> Purposes { get; init; } = [];

    /// <summary>When the privacy training runs out; <see langword="null"/> when there was none.</summary>
    public DateTimeOffset? TrainedUntil { get; init; }

    /// <summary>What this request is for.</summary>
    public required string Purpose { get; init; }

    /// <summary>Where the request comes from.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>Emergency access that was granted; <see langword="null"/> when there is none.</summary>
    public EmergencyAccess? Emergency { get; init; }

    /// <summary>May change users, sources and keys. Says nothing about patients' data.</summary>
    public bool IsAdministrator { get; init; }

    /// <summary>Emergency access holds at a moment.</summary>
    public bool IsEmergencyAt(DateTimeOffset now) => Emergency is { } emergency && now < emergency.Until;

    /// <summary>The user as policies see it.</summary>
    public Entity ToEntity()
    {
        var attributes = new List<KeyValuePair<string, CedarValue>>
        {
            new("facilities", CarelakeEntities.Set(Facilities.Select(id => CedarValue.Of(CarelakeEntities.Facility(id))))),
            new("patients", CarelakeEntities.Set(Patients.SelectMany(PatientNames.Of).Select(id => CedarValue.Of(CarelakeEntities.Patient(id))))),
            new("purposes", CarelakeEntities.Set(Purposes.Select(CedarValue.Of))),
        };
        if (Department is { } department) attributes.Add(new("department", CedarValue.Of(CarelakeEntities.Department(department))));
        if (TrainedUntil is { } until) attributes.Add(new("trainedUntil", CedarValue.OfDatetime(until.ToUnixTimeMilliseconds())));
        var roles = Roles.Concat(Role.All.Any(role => role.IsGroupWide && Roles.Contains(role.Name)) ? ["group_wide"] : [])
            .Concat(IsAdministrator ? ["administrator"] : []);
        return new(CarelakeEntities.User(Id), new CedarRecord(attributes), [.. roles.Distinct().Select(CarelakeEntities.Role)]);
    }

    /// <summary>The request's context as policies see it.</summary>
    /// <param name="now">The moment of the request.</param>
    public CedarRecord ToContext(DateTimeOffset now)
    {
        var address = Address.IsIPv4MappedToIPv6 ? Address.MapToIPv4() : Address;
        var context = new List<KeyValuePair<string, CedarValue>>
        {
            new("now", CedarValue.OfDatetime(now.ToUnixTimeMilliseconds())),
            // An address that Cedar cannot write is nowhere inside the group's network.
            new("network", CedarValue.Of(IpRange.Parse(address.ToString()) ?? IpRange.Parse("0.0.0.0")!)),
            new("purpose", CedarValue.Of(Purpose)),
        };
        if (IsEmergencyAt(now) && Emergency is { } emergency)
            context.Add(new("breakGlass", CedarValue.Of(new CedarRecord(
                [new("reason", CedarValue.Of(emergency.Reason)), new("until", CedarValue.OfDatetime(emergency.Until.ToUnixTimeMilliseconds()))]))));
        return new CedarRecord(context);
    }

    /// <summary>Names nobody but the user.</summary>
    public override string ToString() => $"{Id} for {Purpose}";
}

/// <summary>Emergency access: asked for with a reason, granted for minutes, audited apart.</summary>
/// <param name="Reason">Why; may tell of a patient.</param>
/// <param name="Until">When it ends.</param>
public sealed record EmergencyAccess(string Reason, DateTimeOffset Until)
{
    /// <summary>Does not tell the reason.</summary>
    public override string ToString() => $"until {Until:O}";
}
