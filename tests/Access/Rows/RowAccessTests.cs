using System.Collections.Immutable;
using Carelake.Access.Cedar;
using Carelake.Access.Policies;
using Carelake.Access.Rows;
using Carelake.Core;
using Carelake.DuckDb;

namespace Carelake.Tests.Access.Rows;

/// <summary>A list answered by the derived conditions is what deciding row by row gives.</summary>
public sealed class RowAccessTests
{
    private const string Ward = "Carelake::Department";

    private static readonly ResourceTable Encounters = new(
        CarelakeEntities.ElementType, "encounter_id",
        new Dictionary<string, ResourceColumn>(StringComparer.Ordinal)
        {
            ["facility"] = new("facility_id", CedarValueKind.Entity, "Carelake::Facility"),
            ["department"] = new("department_id", CedarValueKind.Entity, Ward),
            ["patient"] = new("patient_id", CedarValueKind.Entity, "Carelake::Patient"),
            ["specialty"] = new("specialty", CedarValueKind.String),
            ["isRestricted"] = new("is_restricted", CedarValueKind.Bool),
            ["consents"] = new("consents", CedarValueKind.String, IsSet: true),
        }.ToImmutableSortedDictionary(StringComparer.Ordinal),
        [new("department_id", CedarValueKind.Entity, Ward)]);

    [Theory]
    [Trait("Speed", "Slow")]
    [InlineData(100_000)]
    public void A_list_by_the_derived_filter_equals_decisions_row_by_row(int rows)
    {
        using var connection = Table(rows);
        var records = Records(connection);
        foreach (var (role, isEmergency) in Role.All.Select(role => (role, false)).Append((Role.All[0], true)))
        {
            var (user, context) = Asker(role, isEmergency);
            // Every row is decided for every role; the class asked for goes round.
            foreach (var sensitivity in Enum.GetValues<SensitivityClass>())
            {
                var request = new AuthorizationRequest(user.Uid, CarelakeEntities.Action("read"), new(CarelakeEntities.ElementType, ""), context);
                var known = new CedarRecord([new("class", CedarValue.Of(sensitivity.ToString()))]);
                var access = RowAccess.Derive(ShippedPolicies.Library.Policies, request, new EntityStore([user]), Encounters, known);
                var derived = Query(connection, $"SELECT encounter_id, {access.ObligationSql()}, {access.Filter} FROM encounter WHERE number % 6 = {(int)sensitivity} ORDER BY number");
                var one = OneByOne(records.Where((_, index) => index % 6 == (int)sensitivity), request, user, sensitivity);
                derived.Count.ShouldBe(one.Count);
                for (var index = 0; index < one.Count; index++)
                    if (derived[index] != one[index]) derived[index].ShouldBe(one[index], $"{role.Name} {sensitivity} emergency {isEmergency}");
            }
        }
    }

    [Fact]
    public void Generated_conditions_over_cells_that_may_be_empty_equal_decisions_row_by_row()
    {
        using var connection = Table(400);
        var records = Records(connection);
        var user = Asker(Role.All[0], isEmergency: false).User;
        var empty = new AuthorizationRequest(user.Uid, CarelakeEntities.Action("read"), new(CarelakeEntities.ElementType, ""), CedarRecord.Empty);
        var random = new Random(7);
        for (var number = 0; number < 300; number++)
        {
            var text = $"permit(principal, action, resource) when {{ {Condition(random, 3)} }};";
            var policies = PolicySet.Parse(text).Value;
            var store = new EntityStore([user, .. records, new Entity(CarelakeEntities.Department("d1"), CedarRecord.Empty, [CarelakeEntities.Facility("f0")])]);
            var access = RowAccess.Derive(policies, empty, store, Encounters, CedarRecord.Empty);
            var expected = records.Where(record => policies.Decide(empty with { Resource = record.Uid }, store, new DecisionBuffer())).Select(record => record.Uid.Id).Order(StringComparer.Ordinal);

            Query(connection, $"SELECT encounter_id, '', TRUE FROM encounter WHERE {access.Filter} ORDER BY encounter_id").Select(row => row.Id)
                .ShouldBe(expected, text);
        }
    }

    [Fact]
    public void Cells_are_masked_and_digested_by_what_the_policies_ask()
    {
        using var connection = Table(50);
        Mask("data_engineer", SensitivityClass.ClinicalNarrative).ShouldBe("***");
        Mask("billing_administrator", SensitivityClass.ClinicalNarrative).ShouldBe("");
        Mask("billing_administrator", SensitivityClass.Financial).ShouldStartWith("narrative ");
        Mask("coder", SensitivityClass.DirectIdentifier).Length.ShouldBe(64);

        string Mask(string role, SensitivityClass sensitivity)
        {
            var (user, context) = Asker(Role.All.Single(one => one.Name == role), isEmergency: false);
            var request = new AuthorizationRequest(user.Uid, CarelakeEntities.Action("read"), new(CarelakeEntities.ElementType, ""), context);
            var known = new CedarRecord([new("class", CedarValue.Of(sensitivity.ToString()))]);
            var access = RowAccess.Derive(ShippedPolicies.Library.Policies, request, new EntityStore([user]), Encounters, known);
            return Query(connection, $"SELECT encounter_id, coalesce({access.Mask("narrative", isText: true, "key")}, ''), TRUE FROM encounter WHERE specialty = 'general' AND facility_id = 'f0' AND NOT is_restricted LIMIT 1").Single().Obligation;
        }
    }

    [Fact]
    public void What_sql_cannot_ask_is_refused_by_the_name_of_its_policy()
    {
        var policies = PolicySet.Parse("permit(principal, action, resource) when { resource.facility.name == \"north\" };").Value;
        var request = new AuthorizationRequest(CarelakeEntities.User("u"), CarelakeEntities.Action("read"), new(CarelakeEntities.ElementType, ""), CedarRecord.Empty);

        Should.Throw<CarelakeException>(() => RowAccess.Derive(policies, request, EntityStore.Empty, Encounters, CedarRecord.Empty)).Code.ShouldBe("ACC-0106");
    }

    private static DuckDbConnection Table(int rows)
    {
        var connection = new DuckDbConnection();
        connection.Open();
        foreach (var statement in new[]
        {
            "CREATE MACRO sha2(x, bits) AS sha256(CAST(x AS VARCHAR))",
            $"""
            CREATE TABLE encounter AS SELECT
                i AS number,
                'e' || i AS encounter_id,
                CASE WHEN i % 11 = 0 THEN NULL ELSE 'f' || (i % 3) END AS facility_id,
                CASE WHEN i % 7 = 0 THEN NULL ELSE 'd' || (i % 5) END AS department_id,
                CASE WHEN i % 13 = 0 THEN NULL ELSE 'p' || (hash(i) % 50) END AS patient_id,
                CASE hash(i + 1) % 4 WHEN 0 THEN 'psychiatry' WHEN 1 THEN 'genetics' ELSE 'general' END AS specialty,
                hash(i + 2) % 5 = 0 AS is_restricted,
                CASE WHEN hash(i + 3) % 2 = 0 THEN ['research', 'x'] ELSE [] END AS consents,
                'narrative ' || i AS narrative
            FROM range({rows}) AS numbers(i)
            """,
        })
        {
            using var command = connection.CreateCommand();
            command.CommandText = statement;
            command.ExecuteNonQuery();
        }
        return connection;
    }

    private static List<(string Id, string Obligation, bool IsVisible)> Query(DuckDbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<(string, string, bool)>();
        while (reader.Read()) rows.Add((reader.GetString(0), reader.GetString(1), reader.GetBoolean(2)));
        return rows;
    }

    private static List<Entity> Records(DuckDbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT encounter_id, facility_id, department_id, patient_id, specialty, is_restricted, len(consents) FROM encounter ORDER BY number";
        using var reader = command.ExecuteReader();
        var records = new List<Entity>();
        while (reader.Read())
        {
            var attributes = new List<KeyValuePair<string, CedarValue>>
            {
                new("specialty", CedarValue.Of(reader.GetString(4))),
                new("isRestricted", CedarValue.Of(reader.GetBoolean(5))),
                new("consents", CedarValue.Of(new CedarSet(reader.GetInt64(6) > 0 ? [CedarValue.Of("research"), CedarValue.Of("x")] : []))),
            };
            if (!reader.IsDBNull(1)) attributes.Add(new("facility", CedarValue.Of(CarelakeEntities.Facility(reader.GetString(1)))));
            if (!reader.IsDBNull(2)) attributes.Add(new("department", CedarValue.Of(CarelakeEntities.Department(reader.GetString(2)))));
            if (!reader.IsDBNull(3)) attributes.Add(new("patient", CedarValue.Of(CarelakeEntities.Patient(reader.GetString(3)))));
            records.Add(new(
                new(CarelakeEntities.ElementType, reader.GetString(0)), new CedarRecord(attributes),
                reader.IsDBNull(2) ? [] : [CarelakeEntities.Department(reader.GetString(2))]));
        }
        return records;
    }

    private static List<(string Id, string Obligation, bool IsVisible)> OneByOne(IEnumerable<Entity> records, AuthorizationRequest request, Entity user, SensitivityClass sensitivity)
    {
        var buffer = new DecisionBuffer();
        var rows = new List<(string, string, bool)>();
        foreach (var record in records)
        {
            var attributes = Enumerable.Range(0, record.Attributes.Count).Select(index => KeyValuePair.Create(record.Attributes.Names[index], record.Attributes[index]));
            var element = new Entity(record.Uid, new CedarRecord(attributes.Append(new("class", CedarValue.Of(sensitivity.ToString())))), []);
            ShippedPolicies.Library.Policies.Decide(request with { Resource = record.Uid }, new EntityStore([user, element]), buffer);
            var obligation = Obligations.Of(buffer);
            rows.Add((record.Uid.Id, $"{obligation}".ToLowerInvariant(), obligation != Obligation.Deny));
        }
        return rows;
    }

    private static (Entity User, CedarRecord Context) Asker(Role role, bool isEmergency)
    {
        var (request, entities) = new AccessQuestion(role, "read", SensitivityClass.Open, "general", Situation.All[isEmergency ? 6 : 0]).ToRequest();
        var user = entities.Entities.Single(entity => entity.Uid.Equals(request.Principal));
        var attributes = new Dictionary<string, CedarValue>(StringComparer.Ordinal);
        for (var index = 0; index < user.Attributes.Count; index++) attributes[user.Attributes.Names[index]] = user.Attributes[index];
        attributes["facilities"] = CedarValue.Of(new CedarSet([CedarValue.Of(CarelakeEntities.Facility("f0"))]));
        attributes["department"] = CedarValue.Of(CarelakeEntities.Department("d1"));
        attributes["patients"] = CedarValue.Of(new CedarSet([CedarValue.Of(CarelakeEntities.Patient("p3")), CedarValue.Of(CarelakeEntities.Patient("p17"))]));
        return (new(user.Uid, new CedarRecord(attributes), user.Parents), request.Context);
    }

    private static string Condition(Random random, int depth) => depth == 0
        ? random.Next(9) switch
        {
            0 => "resource.isRestricted",
            1 => $"resource.specialty == \"{(random.Next(2) == 0 ? "general" : "x")}\"",
            2 => "resource has patient",
            3 => $"resource.patient == Carelake::Patient::\"p{random.Next(50)}\"",
            4 => $"principal.patients.contains(resource.patient)",
            5 => $"resource in Carelake::Department::\"d{random.Next(3)}\"",
            6 => "resource.consents.containsAny([\"research\", \"y\"])",
            7 => "resource in Carelake::Facility::\"f0\"",
            _ => $"resource.specialty like \"{(random.Next(2) == 0 ? "g*" : "*%_y")}\"",
        }
        : random.Next(5) switch
        {
            0 => $"({Condition(random, depth - 1)} && {Condition(random, depth - 1)})",
            1 => $"({Condition(random, depth - 1)} || {Condition(random, depth - 1)})",
            2 => $"!({Condition(random, depth - 1)})",
            3 => $"(if {Condition(random, depth - 1)} then {Condition(random, depth - 1)} else {Condition(random, depth - 1)})",
            _ => Condition(random, depth - 1),
        };
}
