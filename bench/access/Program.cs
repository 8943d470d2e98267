using System.Text.Json;
using Carelake.AccessBench;

// Measures the room Access inside one process: cedar POLICIES FOLDER, or audit RECORDS FOLDER; then one JSON line. bench/cedar and bench/audit start this.
switch (args)
{
    case ["cedar", var policies, var folder]:
        Console.WriteLine(JsonSerializer.Serialize(CedarWork.Measure(int.Parse(policies), folder), JsonSerializerOptions.Web));
        return 0;
    case ["audit", var records, var folder]:
        Console.WriteLine(JsonSerializer.Serialize(AuditWork.Measure(int.Parse(records), folder), JsonSerializerOptions.Web));
        return 0;
    default:
        Console.Error.WriteLine("Usage: AccessBench cedar POLICIES FOLDER | audit RECORDS FOLDER");
        return 2;
}
