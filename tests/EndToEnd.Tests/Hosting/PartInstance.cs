namespace EndToEnd.Tests.Hosting;

/// <summary>One process of the system.</summary>
/// <param name="Resource">Its name in the AppHost.</param>
/// <param name="Index">Which of the resource's processes, in the order of their ids.</param>
public readonly record struct PartInstance(string Resource, int Index = 0)
{
    public override string ToString() => Index == 0 ? Resource : $"{Resource}#{Index}";
}
