using System.Text.Json;
using Carelake.Fhir.Profiles;

namespace Carelake.Fhir.Validation;

/// <summary>A response answers the questions of its questionnaire (FHIR R4, section 4.11.4).</summary>
internal static class QuestionnaireRules
{
    public static void Check(Walk walk, JsonElement response, FhirValidator validator)
    {
        if (response.String("questionnaire"u8) is not { } url || validator.Profiles.Resource(ProfileReader.Canonical(url), "Questionnaire"u8) is not { } questionnaire) return;
        var asked = new HashSet<string>(StringComparer.Ordinal);
        Ask(questionnaire, asked);
        Answer(walk, response, "", asked);
    }

    private static void Ask(JsonElement holder, HashSet<string> asked)
    {
        foreach (var item in holder.Get("item"u8).Items())
        {
            if (item.String("linkId"u8) is { } id) asked.Add(id);
            Ask(item, asked);
        }
    }

    private static void Answer(Walk walk, JsonElement holder, string place, HashSet<string> asked)
    {
        var index = 0;
        foreach (var item in holder.Get("item"u8).Items())
        {
            var below = $"{place}item[{index++}]";
            if (item.String("linkId"u8) is { } id && !asked.Contains(id))
                walk.ReportAt("FHIR-0146", "not-found", item, below, "The questionnaire has no item with this linkId.");
            Answer(walk, item, below + ".", asked);
            var number = 0;
            foreach (var answer in item.Get("answer"u8).Items()) Answer(walk, answer, $"{below}.answer[{number++}].", asked);
        }
    }
}
