using System.Text;
using System.Text.Json;
using Carelake.Fhir.Bundles;
using Carelake.Fhir.Elements;
using Carelake.Fhir.Validation;

namespace Carelake.Tests.Fhir.Bundles;

public sealed class BundlePlannerTests
{
    private static byte[] Bundle(string name) => File.ReadAllBytes(Path.Combine(SharedData.Path("corpora/fhir/authored-transactions"), name));

    [Fact]
    public void Every_authored_transaction_and_batch_has_the_status_it_expects()
    {
        using var expected = JsonDocument.Parse(Bundle("expected.json"));
        foreach (var found in expected.RootElement.EnumerateArray().Where(found => found.TryGetProperty("status", out _)))
        {
            var name = found.GetProperty("file").GetString()!;
            var store = new MemoryStore();
            if (name == "tx-if-match-conflict.json") store.Put("Patient", "x9", "{}", 1);
            var before = store.Count;
            var (status, entries) = store.Process(Bundle(name));

            status.ShouldBe(found.GetProperty("status").GetInt32(), name);
            if (found.TryGetProperty("response_statuses", out var statuses))
                entries.ShouldBe(statuses.EnumerateArray().Select(one => one.GetString()!), name);
            if (status != 200) store.Count.ShouldBe(before, name);
        }
    }

    [Fact]
    public void References_are_rewritten_to_the_new_ids_wherever_the_entries_stand()
    {
        var store = new MemoryStore();
        store.Process(Bundle("tx-create-linked.json"));

        var observation = store.Of("Observation").ShouldHaveSingleItem();
        observation.ShouldNotContain("urn:uuid");
        observation.ShouldContain("\"reference\":\"Patient/new3\"");
        observation.ShouldContain("\"reference\":\"Encounter/new2\"");
    }

    [Fact]
    public void A_conditional_create_sent_twice_makes_one_patient_and_two_observations()
    {
        var store = new MemoryStore();
        store.Process(Bundle("tx-conditional-create.json"));
        var (status, entries) = store.Process(Bundle("tx-conditional-create.json"));

        status.ShouldBe(200);
        entries.ShouldBe(["200", "201"]);
        store.Of("Patient").Count().ShouldBe(1);
        store.Of("Observation").Count().ShouldBe(2);
    }

    [Fact]
    public void An_entry_of_a_batch_that_refers_to_another_is_refused_alone()
    {
        var (status, entries) = new MemoryStore().Process(Bundle("batch-with-internal-reference.json"));

        status.ShouldBe(200);
        entries.ShouldBe(["201", "400"]);
    }

    [Fact]
    public void Deletes_come_first_then_creates_then_updates_then_reads()
    {
        var plan = Plan("""
            {"resourceType":"Bundle","type":"transaction","entry":[
             {"request":{"method":"GET","url":"Patient/1"}},
             {"resource":{"resourceType":"Patient","id":"2"},"request":{"method":"PUT","url":"Patient/2"}},
             {"resource":{"resourceType":"Patient"},"request":{"method":"POST","url":"Patient"}},
             {"request":{"method":"DELETE","url":"Patient/3"}}]}
            """);

        plan.ShouldBeOfType<PlannedBundle.Transaction>().Entries.Select(entry => entry.Action)
            .ShouldBe([PlannedAction.Delete, PlannedAction.Create, PlannedAction.Update, PlannedAction.Read]);
    }

    [Fact]
    public void A_conditional_reference_is_searched_for_once_and_must_find_one()
    {
        var bundle = """
            {"resourceType":"Bundle","type":"transaction","entry":[
             {"resource":{"resourceType":"Encounter","status":"finished","class":{"code":"AMB"},"subject":{"reference":"Patient?identifier=s|1"}},"request":{"method":"POST","url":"Encounter"}}]}
            """;

        var entry = Plan(bundle, "p7").ShouldBeOfType<PlannedBundle.Transaction>().Entries.ShouldHaveSingleItem();
        Encoding.UTF8.GetString(entry.Resource.Span).ShouldContain("\"reference\":\"Patient/p7\"");
        Plan(bundle).ShouldBeOfType<PlannedBundle.Refused>().Status.ShouldBe(412);
        Plan(bundle, "p7", "p8").ShouldBeOfType<PlannedBundle.Refused>().Status.ShouldBe(412);
    }

    private static PlannedBundle Plan(string bundle, params string[] found)
    {
        var document = FhirDocument.Parse(Encoding.UTF8.GetBytes(bundle)).Value!;
        return BundlePlanner.Plan(document, new TransactionStore((_, _) => found, (_, _) => null, _ => "n"), new FhirValidator());
    }
}
