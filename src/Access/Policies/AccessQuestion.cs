using Carelake.Access.Cedar;
using Carelake.Access.Rows;
using Carelake.Core;

namespace Carelake.Access.Policies;

/// <summary>May a role see a class of data of a specialty in a situation? Asked of a made-up user and record that have just that.</summary>
/// <param name="Role">Who.</param>
/// <param name="Action">What for: <c>read</c>, <c>export</c> or <c>write</c>.</param>
/// <param name="Class">On what.</param>
/// <param name="Specialty">Specialty of the record.</param>
/// <param name="Situation">How the record stands to the user.</param>
public sealed record AccessQuestion(Role Role, string Action, SensitivityClass Class, string Specialty, Situation Situation)
{
    // A fixed day: answers do not depend on when they are asked.
    private static readonly CedarValue Now = CedarValue.OfDatetime(new DateTimeOffset(2026, 1, 15, 12, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds());
    private static readonly EntityUid User = CarelakeEntities.User("asker");
    private static readonly EntityUid Patient = CarelakeEntities.Patient("patient");

    /// <summary>The answer of policies: <c>allow</c>, <c>deny</c>, or the obligation in lower case.</summary>
    public string Answer(PolicySet policies, DecisionBuffer buffer)
    {
        var (request, entities) = ToRequest();
        policies.Decide(request, entities, buffer);
        return Obligations.Of(buffer) switch
        {
            Obligation.None => "allow",
            Obligation.Hash => "hash",
            Obligation.Mask => "mask",
            Obligation.Redact => "redact",
            _ => "deny",
        };
    }

    /// <summary>The request, and the entities it speaks of.</summary>
    public (AuthorizationRequest Request, EntityStore Entities) ToRequest()
    {
        var element = new EntityUid(CarelakeEntities.ElementType, "element");
        var context = new List<KeyValuePair<string, CedarValue>>
        {
            new("now", Now),
            new("network", CedarValue.Of(IpRange.Parse("10.1.2.3")!)),
            new("purpose", CedarValue.Of(Role.Purpose)),
        };
        if (Situation.IsBreakGlass)
            context.Add(new("breakGlass", CedarValue.Of(new CedarRecord([new("reason", CedarValue.Of("unconscious in the emergency department")), new("until", Later(minutes: 15))]))));
        var request = new AuthorizationRequest(User, CarelakeEntities.Action(Action), element, new CedarRecord(context));
        return (request, new EntityStore([Asker(), Element(element)]));
    }

    private Entity Asker() => new(
        User,
        new CedarRecord(
        [
            new("facilities", CarelakeEntities.Set([CedarValue.Of(CarelakeEntities.Facility("north"))])),
            new("department", CedarValue.Of(CarelakeEntities.Department("north-1"))),
            new("patients", CarelakeEntities.Set(Situation.IsOwnPatient ? [CedarValue.Of(Patient)] : [])),
            new("purposes", CarelakeEntities.Set([CedarValue.Of(Role.Purpose)])),
            new("trainedUntil", Later(minutes: 60 * 24 * 90)),
        ]),
        Role.IsGroupWide ? [CarelakeEntities.Role(Role.Name), CarelakeEntities.Role("group_wide")] : [CarelakeEntities.Role(Role.Name)]);

    private Entity Element(EntityUid uid) => new(
        uid,
        new CedarRecord(
        [
            new("class", CedarValue.Of(Class.ToString())),
            new("facility", CedarValue.Of(CarelakeEntities.Facility(Situation.IsOwnFacility ? "north" : "south"))),
            new("department", CedarValue.Of(CarelakeEntities.Department(Situation.IsOwnDepartment ? "north-1" : "south-9"))),
            new("patient", CedarValue.Of(Patient)),
            new("specialty", CedarValue.Of(Specialty)),
            new("isRestricted", CedarValue.Of(Situation.IsRestricted)),
            new("consents", CarelakeEntities.Set(Situation.IsConsented ? [CedarValue.Of("research")] : [])),
        ]),
        []);

    private static CedarValue Later(int minutes) => CedarValue.OfDatetime(Now.Number + (minutes * 60_000L));
}
