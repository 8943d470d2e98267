using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Carelake.Fhir.FromCcda;

/// <summary>
/// Devices (C-CDA 2.1, Product Instance 22.4.37): those that a procedure put in place, and those that were supplied (Non-Medicinal Supply Activity
/// 22.4.50), which the patient is said to use.
/// </summary>
internal sealed class CcdaDevices(CcdaWriter writer, CcdaValues values)
{
    /// <summary>Non-Medicinal Supply Activity.</summary>
    public const string SupplyTemplate = "2.16.840.1.113883.10.20.22.4.50";

    /// <summary>Medical Equipment Organizer.</summary>
    public const string OrganizerTemplate = "2.16.840.1.113883.10.20.22.4.135";

    private const string InstanceTemplate = "2.16.840.1.113883.10.20.22.4.37";

    /// <summary>The FDA's numbers of devices (UDI).</summary>
    private const string UdiRoot = "2.16.840.1.113883.3.3719";

    /// <summary>The devices that take part in a statement, each a resource.</summary>
    public IEnumerable<string> Of(XElement statement) =>
        statement.All("participant").Where(participant => participant.Value("typeCode") is "DEV" or "PRD")
            .Select(participant => participant.Child("participantRole")).OfType<XElement>()
            .Where(role => role.HasTemplate(InstanceTemplate) || role.Child("playingDevice") is not null)
            .Select(Device).OfType<string>();

    /// <summary>Reads one supply that took place; nothing for one without a device, or that is only planned.</summary>
    public List<string> ReadSupply(XElement supply)
    {
        if (supply.Value("moodCode") is not (null or "EVN")) return [];
        var references = new List<string>();
        foreach (var device in Of(supply).ToList())
        {
            writer.MarkRead(supply);
            references.Add(writer.Add(Use(supply, device), supply));
            references.Add(device);
        }
        return references;
    }

    private JsonObject Use(XElement supply, string device)
    {
        var use = new JsonObject { ["resourceType"] = "DeviceUseStatement" };
        use.Put("identifier", CcdaValues.Identifiers(supply));
        use["status"] = supply.Child("statusCode").Value("code") switch { "completed" => "completed", "nullified" => "entered-in-error", "suspended" or "held" => "on-hold", "aborted" or "cancelled" => "stopped", _ => "active" };
        use["subject"] = writer.Subject();
        if (values.Timing(supply.Child("effectiveTime")) is { } when) use["timing" + when.Type] = when.Value;
        use["device"] = CcdaWriter.Reference(device);
        return use;
    }

    private string? Device(XElement role)
    {
        var identifiers = CcdaValues.Identifiers(role);
        var type = values.Concept(role.At("playingDevice", "code"));
        var name = role.At("playingDevice", "manufacturerModelName").Text();
        if (identifiers is null && type is null && name is null) return null;
        var device = new JsonObject { ["resourceType"] = "Device" };
        device.Put("identifier", identifiers);
        foreach (var udi in role.All("id").Where(id => id.Value("root") == UdiRoot).Select(id => id.Value("extension")).OfType<string>())
            device.Append("udiCarrier", new JsonObject { ["carrierHRF"] = udi });
        device.Put("manufacturer", role.At("scopingEntity", "desc").Text());
        if (name is not null) device.Append("deviceName", new JsonObject { ["name"] = name, ["type"] = "model-name" });
        device.Put("type", type);
        device["patient"] = writer.Subject();
        return writer.Add(device, role);
    }
}
