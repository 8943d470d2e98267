namespace Carelake.Fhir.FhirPath.Evaluation;

/// <summary><c>%name</c>: what the environment says (N1, section 9; FHIR R4, section 2.1.20.4).</summary>
internal sealed class VariableNode(string name) : Node
{
    public override int Depth => 1;

    public override void Evaluate(Machine machine)
    {
        var environment = machine.Environment;
        switch (name)
        {
            case "context" when !machine.Context.IsNone:
                machine.Push(machine.Context);
                break;
            case "context":
                break;
            case "resource":
                Push(machine, environment.Resource.IsNone ? Nearest(machine) : environment.Resource);
                break;
            case "rootResource":
                Push(machine, environment.RootResource.IsNone ? Root(machine) : environment.RootResource);
                break;
            default:
                PushNamed(machine);
                break;
        }
    }

    private void PushNamed(Machine machine)
    {
        if (!machine.Environment.Variables.TryGetValue(name, out var items))
        {
            machine.Fail("FHIR-0614", $"There is no variable %{name}.");
            return;
        }
        foreach (var item in items) machine.Push(item);
    }

    private static Elements.FhirElement Nearest(Machine machine) => machine.Context.IsNone ? default : machine.Context.Resource;

    private static Elements.FhirElement Root(Machine machine) =>
        machine.Environment.Resource.IsNone
            ? machine.Context.IsNone ? default : machine.Context.RootResource
            : machine.Environment.Resource.RootResource;

    private static void Push(Machine machine, Elements.FhirElement element)
    {
        if (!element.IsNone) machine.Push(element);
    }
}
