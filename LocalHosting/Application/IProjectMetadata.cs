using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>What the AppHost knows of a project it refers to. The build writes a class of it per reference.</summary>
public interface IProjectMetadata : IResourceAnnotation
{
    /// <summary>The project file.</summary>
    string ProjectPath { get; }

    /// <summary>The assembly that building it yields. Null where the build did not say.</summary>
    string? TargetPath => null;
}
