//! 人脸核身: one provider a file.
pub mod tencent;
