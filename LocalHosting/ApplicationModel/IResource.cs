namespace Aspire.Hosting.ApplicationModel;

/// <summary>A part of the system that is run, or a value that parts are wired with.</summary>
public interface IResource
{
    /// <summary>The name that the dashboard, logs and references use.</summary>
    string Name { get; }

    /// <summary>Everything that has been said of the resource while the application was described.</summary>
    ResourceAnnotationCollection Annotations { get; }
}
