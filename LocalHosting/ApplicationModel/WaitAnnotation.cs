namespace Aspire.Hosting.ApplicationModel;

/// <summary>Holds the resource's start back until another is ready.</summary>
public sealed class WaitAnnotation(IResource resource, WaitType waitType, int exitCode = 0) : IResourceAnnotation
{
    public IResource Resource => resource;

    public WaitType WaitType => waitType;

    public int ExitCode => exitCode;

    /// <summary>Null: keep waiting when a dashboard is there to start the other again, else fail.</summary>
    public WaitBehavior? WaitBehavior { get; set; }
}
