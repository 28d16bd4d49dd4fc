namespace SkinSeg.Weights;

/// <summary>Each host's rule from a file's name to its address.</summary>
internal static class PublishedAt
{
    /// <summary>A safetensors file of Hugging Face.</summary>
    /// <param name="repository">For example <c>timm/resnet152.tv_in1k</c>.</param>
    /// <param name="revision">Whole commit, or <c>main</c>: a short one is not sure to be understood.</param>
    public static string HuggingFace(string repository, string revision = "main") => $"https://huggingface.co/{repository}/resolve/{revision}/model.safetensors";

    /// <summary>A file of PyTorch's own model zoo.</summary>
    public static string PyTorch(string fileName) => $"https://download.pytorch.org/models/{fileName}";

    /// <summary>A file of keras-applications.</summary>
    /// <param name="family">For example <c>resnet</c>.</param>
    /// <param name="fileName">The file.</param>
    public static string Keras(string family, string fileName) => $"https://storage.googleapis.com/tensorflow/keras-applications/{family}/{fileName}";

    /// <summary>A file of a GitHub release.</summary>
    public static string GitHub(string repository, string release, string fileName) => $"https://github.com/{repository}/releases/download/{release}/{fileName}";
}
