using Carelake.Core;
using Carelake.Lake.Catalog;
using Carelake.Lake.Models;

namespace Carelake.Access.Deidentification;

/// <summary>What becomes of one column, and why.</summary>
/// <param name="Name">The column.</param>
/// <param name="Type">Its type in Spark's words.</param>
/// <param name="Treatment">What becomes of it.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record ColumnPlan(string Name, string Type, ColumnTreatment Treatment, string Reason)
{
    /// <summary>Decides for a column: as the profile names it, or else by its class, its type and its name; what is not understood is dropped.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="model">The model of the table.</param>
    /// <param name="table">Full name of the table.</param>
    /// <param name="name">The column.</param>
    /// <param name="type">Its type in Spark's words.</param>
    public static ColumnPlan Of(DeidentificationProfile profile, ModelSpec? model, string table, string name, string type)
    {
        if (profile.Columns.TryGetValue($"{table}.{name}", out var asked)) return new(name, type, asked, "named in the profile");
        if (name.StartsWith('_')) return Drop("where the row came from");
        if (name is "valid_from" or "valid_to" or "is_current" or "is_deleted" or "change_hash" or "observed_at") return Drop("bookkeeping of the lake");
        var isDate = type is "date" or "timestamp";
        return LakeCatalog.SensitivityOf(model, table, name) switch
        {
            // Of what names a person by itself only the key of the patient is needed, to join by.
            SensitivityClass.DirectIdentifier => name == "patient_id" ? new(name, type, profile.Identifiers, "key of the patient") : Drop("names a person by itself"),
            SensitivityClass.ClinicalNarrative => new(name, type, profile.Narrative, "text about a patient"),
            // A day of posting tells the day of service nearly as well.
            _ when isDate => new(name, type, profile.Dates, "date about a patient"),
            SensitivityClass.QuasiIdentifier when name.EndsWith("_id", StringComparison.Ordinal) || name.EndsWith("_key", StringComparison.Ordinal) => new(name, type, profile.Identifiers, "key of a record"),
            SensitivityClass.QuasiIdentifier when name == "postal_code" => new(name, type, profile.Places, "place"),
            SensitivityClass.QuasiIdentifier when name is "city" => Drop("a place smaller than a state"),
            SensitivityClass.QuasiIdentifier when name is "gender" or "state_code" or "country_code" or "is_deceased" or "birth_year" => new(name, type, ColumnTreatment.Keep, "coarse; counted in the groups"),
            SensitivityClass.QuasiIdentifier => Drop("could name a person, and no rule makes it coarser"),
            _ => new(name, type, ColumnTreatment.Keep, "says nothing of who it is about"),
        };

        ColumnPlan Drop(string reason) => new(name, type, ColumnTreatment.Drop, reason);
    }

    /// <summary>Type of the column in the extract, in the engine's words.</summary>
    public string ResultType => Treatment switch
    {
        ColumnTreatment.Pseudonym or ColumnTreatment.Zip3 or ColumnTreatment.Scrub => "varchar",
        ColumnTreatment.Year => "integer",
        ColumnTreatment.Shift => "date",
        _ => Type switch { "string" => "varchar", "int" => "integer", _ => Type },
    };
}
