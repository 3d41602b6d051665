from pix.show import translate, show_comparison  # noqa: F401
